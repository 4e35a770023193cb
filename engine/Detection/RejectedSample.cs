using System.Text;
using Tocsin.Engine.Samples;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Makes a record of its own from a sample that took no part, so that it can be looked at and published again.</summary>
internal static class RejectedSample
{
    public static MetricRecord ToRecord(in Samples.Sample sample, long timeMs)
    {
        var result = new V1.Sample { Metric = Encoding.UTF8.GetString(sample.Metric), Entity = ToEntity(sample.Entity), TimeMs = timeMs };
        switch (sample.Kind)
        {
            case ValueKind.Whole:
                result.Integer = sample.Raw;
                break;
            case ValueKind.Real:
                result.Real = BitConverter.Int64BitsToDouble(sample.Raw);
                break;
            case ValueKind.Several:
                result.Several = Several.Parser.ParseFrom(sample.Encoded);
                break;
            case ValueKind.Labelled:
                result.Labelled = Labelled.Parser.ParseFrom(sample.Encoded);
                break;
        }

        return new MetricRecord { Sample = result };
    }

    private static Entity ToEntity(in EntityView view)
    {
        var entity = Entity.Parser.ParseFrom(view.Attributes);
        entity.Scope = (Scope)view.Scope;
        entity.Id0 = Encoding.UTF8.GetString(view.Id0);
        entity.Id1 = Encoding.UTF8.GetString(view.Id1);
        entity.Name = Encoding.UTF8.GetString(view.Name);
        return entity;
    }
}
