using Tocsin.Engine.Samples;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>What makes a sample senseless, whatever the rules are.</summary>
internal static class SampleCheck
{
    /// <summary>Null if the sample makes sense.</summary>
    public static string? Problem(in Tocsin.Engine.Samples.Sample sample) =>
        sample.Metric.IsEmpty ? "the sample has no metric name"
        : sample.Entity.Scope is < (int)Scope.Service or > (int)Scope.EndpointRelation ? $"the entity's scope is {sample.Entity.Scope}, expected 1 to 6"
        : sample.Entity.Id0.IsEmpty ? "the entity has no id0"
        : sample.TimeMs < 0 ? $"the time is {sample.TimeMs}, expected milliseconds since 1970"
        : ValueProblem(sample);

    private static string? ValueProblem(in Tocsin.Engine.Samples.Sample sample) => sample.Kind switch
    {
        ValueKind.None => "the sample has no value",
        ValueKind.Whole => null,
        ValueKind.Real => IsFinite(sample.Raw) ? null : NotFinite(sample.Raw),
        _ => ListProblem(sample),
    };

    private static string? ListProblem(in Tocsin.Engine.Samples.Sample sample)
    {
        var values = new ValueReader(sample);
        var any = false;
        while (values.MoveNext())
        {
            any = true;
            if (!values.IsInteger && !IsFinite(values.Raw))
            {
                return NotFinite(values.Raw);
            }
        }

        return any ? null : "the sample has an empty list of values";
    }

    private static bool IsFinite(long raw) => double.IsFinite(BitConverter.Int64BitsToDouble(raw));

    private static string NotFinite(long raw) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the value is {BitConverter.Int64BitsToDouble(raw)}, expected a finite number");
}
