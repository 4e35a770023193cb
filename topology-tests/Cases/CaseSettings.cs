using System.Globalization;

namespace Tocsin.TopologyTests.Cases;

/// <summary>How many random cases, and which: TOCSIN_CASES (default 10000) from seed TOCSIN_SEED (default: another one every run).</summary>
internal static class CaseSettings
{
    public static int Count { get; } = Read("TOCSIN_CASES") ?? 10_000;

    public static int FirstSeed { get; } = Read("TOCSIN_SEED") ?? Random.Shared.Next(1_000_000_000);

    public static string HowToRepeat(int seed) => $"seed {seed}: TOCSIN_SEED={seed} TOCSIN_CASES=1 runs this case alone";

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
