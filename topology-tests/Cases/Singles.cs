using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>The samples of a batch, each as a record of its own would say it.</summary>
internal static class Singles
{
    public static IEnumerable<Sample> Of(Batch batch) => batch.Points.Select(point => Of(batch, point));

    private static Sample Of(Batch batch, Point point)
    {
        var sample = new Sample
        {
            Metric = point.Metric < batch.Metrics.Count ? batch.Metrics[(int)point.Metric] : "",
            Entity = point.Entity < batch.Entities.Count ? batch.Entities[(int)point.Entity] : null,
            TimeMs = point.TimeMs != 0 ? point.TimeMs : batch.TimeMs,
        };
        switch (point.ValueCase)
        {
            case Point.ValueOneofCase.Integer:
                sample.Integer = point.Integer;
                break;
            case Point.ValueOneofCase.Real:
                sample.Real = point.Real;
                break;
            case Point.ValueOneofCase.Several:
                sample.Several = point.Several;
                break;
            case Point.ValueOneofCase.Labelled:
                sample.Labelled = point.Labelled;
                break;
        }

        return sample;
    }
}
