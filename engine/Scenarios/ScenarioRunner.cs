namespace Tocsin.Engine.Scenarios;

/// <summary>Runs scenarios on the detector, in virtual time.</summary>
public static class ScenarioRunner
{
    public static ScenarioResult Run(Scenario scenario)
    {
        var playback = Playback.Of(scenario, rules => rules);
        var differences = new AlarmComparison(scenario, playback).Differences()
            .Concat(RejectionComparison.Differences(scenario, playback))
            .OrderBy(difference => difference.AtMs);
        return new(scenario, [.. differences]);
    }
}
