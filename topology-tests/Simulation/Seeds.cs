using System.Globalization;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>Runs simulations seed by seed.</summary>
internal static class Seeds
{
    private const int Default = 200;
    private const int EnoughToNotice = 100;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TOCSIN_SEEDS"), out var seeds) ? seeds : Default;

    /// <summary>Fails at the first seed with a difference; <c>TOCSIN_SEED</c> runs one alone.</summary>
    public static void RunAll(Func<int, SimulationSettings> settings)
    {
        var single = Environment.GetEnvironmentVariable("TOCSIN_SEED") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : (int?)null;
        for (var seed = single ?? 1; seed <= (single ?? Count); seed++)
        {
            if (Difference(settings(seed), seed, out var events) is { } difference)
            {
                Assert.Fail($"seed {seed}: {difference}\nagain: make simulate SEED={seed}\n{string.Join('\n', events)}");
            }
        }
    }

    /// <summary>Fails unless some seed shows a difference.</summary>
    public static void AssertNoticed(Func<int, SimulationSettings> sabotaged) =>
        Assert.Contains(Enumerable.Range(1, EnoughToNotice), seed => Difference(sabotaged(seed), seed, out _) is not null);

    private static string? Difference(SimulationSettings settings, int seed, out List<string> events)
    {
        var run = new SimulationRun(settings, seed);
        events = run.Events;
        run.Run();
        return settings.Complaint() ?? (settings.Outcome is { } outcome ? outcome(run) : SimulationOutcome.Difference(run, settings));
    }
}
