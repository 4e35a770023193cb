using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>The samples of a batch, each as a record of its own would say it, without those that point nowhere.</summary>
internal static class Singles
{
    public static IEnumerable<Sample> Of(Batch batch) => batch.Points.Where(point => IsReachable(batch, point)).Select(point => Of(batch, point));

    public static bool IsReachable(Batch batch, Point point) => point.Metric < batch.Metrics.Count && point.Entity < batch.Entities.Count;

    private static Sample Of(Batch batch, Point point)
    {
        var sample = new Sample
        {
            Metric = batch.Metrics[(int)point.Metric],
            Entity = batch.Entities[(int)point.Entity],
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
