using Tocsin.V1;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>A plain way to count matching minutes, to compare the engine with. It knows neither silence nor episodes.</summary>
internal interface ISimpleWindows
{
    /// <summary>Windows whose condition was true at a check.</summary>
    long Fired { get; }

    void Take(Sample sample, int minute);

    /// <summary>Evaluates every window that ends at the minute.</summary>
    void Check(int minute);
}
