using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Runs tests of policies, in virtual time.</summary>
public static class PolicyScenarioRunner
{
    public static PolicyScenarioResult Run(PolicyScenario scenario, MessageRendering rendering)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(rendering);
        var playback = PolicyPlayback.Of(scenario, rendering);
        var happenings = new Happenings(new ScenarioClock(DateTimeOffset.FromUnixTimeMilliseconds(scenario.StartMs)));
        var differences = playback.Faults.Concat(HappeningComparison.Differences(
            scenario.Decisions, [.. playback.Records.Select(happenings.Of)], scenario.AllowsOtherDecisions ? null : scenario.Line));
        if (scenario.Messages is { } messages)
        {
            var told = playback.Messages.Select(message => happenings.Of(message, rendering.Texts(message)));
            differences = differences.Concat(HappeningComparison.Differences(messages, [.. told], scenario.Line));
        }

        if (scenario.Stories is { } stories)
        {
            var lines = playback.Stories.Select(line => happenings.Of(line, playback.Alarm(line.AlarmId)));
            differences = differences.Concat(HappeningComparison.Differences(stories, [.. lines], scenario.Line));
        }

        return new PolicyScenarioResult(scenario, [.. differences.OrderBy(difference => difference.AtMs)]);
    }
}
