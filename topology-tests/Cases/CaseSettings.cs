using System.Globalization;

namespace Tocsin.TopologyTests.Cases;

/// <summary>How many random cases, and which: TOCSIN_CASES (default 10000) from seed TOCSIN_SEED (default: another one every run).</summary>
internal static class CaseSettings
{
    public static int Count { get; } = Read("TOCSIN_CASES") ?? 10_000;

    public static int FirstSeed { get; } = Read("TOCSIN_SEED") ?? Random.Shared.Next(1_000_000_000);

    /// <summary>For a search that begins at the same seed in every run, unless TOCSIN_SEED says otherwise.</summary>
    public static int FirstSeedOr(int seed) => Read("TOCSIN_SEED") ?? seed;

    public static string HowToRepeat(int seed) => $"seed {seed}: TOCSIN_SEED={seed} TOCSIN_CASES=1 runs this case alone";

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
