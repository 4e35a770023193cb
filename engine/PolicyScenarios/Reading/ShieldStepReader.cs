using Tocsin.Engine.Policies.Reading;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Scenarios;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Reads shields that are made and taken back while a test runs.</summary>
internal sealed class ShieldStepReader(Timeline timeline)
{
    private readonly Dictionary<string, Shield> _made = [];

    /// <summary>Null after an error.</summary>
    public ShieldEvent? Read(Section step, int line)
    {
        if (step.Required("shield") is not { } name)
        {
            return null;
        }

        var shield = new Shield { Id = name.Text, CreatedMs = timeline.NowMs, FromMs = timeline.NowMs, Match = ShieldMatchReader.Read(step, null) };
        shield.Times.Add(WeeklyTimesReader.Read(step, "times"));
        if (step.Scalar("for") is { } duration)
        {
            if (ScenarioClock.ReadDuration(duration.Text) is { } ms and > 0)
            {
                shield.UntilMs = timeline.NowMs + ms;
            }
            else
            {
                step.Problems.Error(duration, "not-a-duration", $"'for' is a duration such as 1h or 30m, not '{duration.Text}'");
            }
        }

        _made[name.Text] = shield;
        return new ShieldEvent(timeline.NowMs, line, shield);
    }

    /// <summary>Null after an error.</summary>
    public ShieldEvent? Expire(Section step, int line)
    {
        if (step.Required("expire") is not { } name)
        {
            return null;
        }

        if (!_made.TryGetValue(name.Text, out var shield))
        {
            step.Problems.Error(name, "unknown-shield", $"no step before has made a shield '{name.Text}'{Spelling.Hint(name.Text, _made.Keys)}");
            return null;
        }

        var expired = new Shield(shield) { UntilMs = timeline.NowMs, IsExpired = true };
        return new ShieldEvent(timeline.NowMs, line, expired);
    }
}
