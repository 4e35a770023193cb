using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Scenarios;

/// <summary>Moves the clock of a test as a step says, by "at" or by "advance".</summary>
internal sealed class StepClock(Timeline timeline)
{
    public void Move(Section step)
    {
        if (step.Has("at") && step.Has("advance"))
        {
            step.Problems.Error(step.At("advance"), "several-actions", "a step moves the clock by 'at' or by 'advance', not by both");
        }
        else if (step.Scalar("at") is { } at)
        {
            Move(step, at, timeline.Clock.Read(at.Text), $"'at' is a time such as {ScenarioClock.Examples}");
        }
        else if (step.Scalar("advance") is { } advance)
        {
            Move(step, advance, timeline.NowMs + ScenarioClock.ReadDuration(advance.Text), "'advance' is a duration such as 3m or 90s");
        }
    }

    private void Move(Section step, YamlScalar at, long? timeMs, string expected)
    {
        if (timeMs is null)
        {
            step.Problems.Error(at, "not-a-time", $"{expected}, not '{at.Text}'");
        }
        else if (timeline.MoveTo(timeMs.Value) is { } error)
        {
            step.Problems.Error(at, "clock-order", error);
        }
    }
}
