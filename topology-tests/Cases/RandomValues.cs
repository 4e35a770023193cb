using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Fills in values near the thresholds of random rules, whole, broken, by position or by label.</summary>
internal sealed class RandomValues(Random random)
{
    private static readonly string[] _labels = ["p50", "p90", "p99", "é"];

    public void Fill(Sample sample)
    {
        switch (random.NextDouble())
        {
            case < 0.6:
                sample.Integer = Whole();
                break;
            case < 0.75:
                sample.Real = Real();
                break;
            case < 0.87:
                sample.Several = NextSeveral();
                break;
            default:
                sample.Labelled = NextLabelled();
                break;
        }
    }

    /// <summary>Makes a good sample one that says nothing.</summary>
    public void Spoil(Sample sample)
    {
        switch (random.Next(9))
        {
            case 0: sample.Metric = ""; break;
            case 1: sample.Entity = null; break;
            case 2: sample.Entity = new() { Id0 = "a", Name = "svc-a" }; break;
            case 3: sample.Entity = new() { Scope = Scope.Service, Name = "svc-a" }; break;
            case 4: sample.TimeMs = -random.Between(1, 100_000); break;
            case 5: sample.ClearValue(); break;
            case 6: sample.Several = new(); break;
            case 7: sample.Labelled = new(); break;
            default: sample.Real = random.Pick(double.NaN, double.PositiveInfinity, double.NegativeInfinity); break;
        }
    }

    private long Whole() => random.Chance(0.02) ? random.Pick(long.MaxValue, long.MinValue, 0) : random.Between(1, 10);

    private double Real() => random.Between(2, 20) / 2.0;

    private Several NextSeveral()
    {
        var count = random.Between(1, 5);
        return random.Chance(0.7)
            ? new() { Integers = { Enumerable.Range(0, count).Select(_ => Whole()) } }
            : new() { Reals = { Enumerable.Range(0, count).Select(_ => Real()) } };
    }

    private Labelled NextLabelled() => new()
    {
        Values = { Enumerable.Range(0, random.Between(1, 3)).Select(_ => Label(new() { Label = random.Pick(_labels) })) },
    };

    private LabelledValue Label(LabelledValue value)
    {
        if (random.Chance(0.7))
        {
            value.Integer = Whole();
        }
        else
        {
            value.Real = Real();
        }

        return value;
    }
}
