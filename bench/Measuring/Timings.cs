namespace Tocsin.Benchmarks.Measuring;

/// <summary>What a contest measured, by contestant and repetition.</summary>
internal sealed class Timings(double[][] nanoseconds)
{
    public double MedianNs(int contestant) => Median(nanoseconds[contestant]);

    /// <summary>How many times as long a contestant took as another, each repetition compared with its own.</summary>
    public double Ratio(int contestant, int baseline) =>
        Median(nanoseconds[contestant].Zip(nanoseconds[baseline], (left, right) => left / right));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
