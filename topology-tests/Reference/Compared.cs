using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>A reading of one minute, compared with its threshold.</summary>
internal sealed record Compared(int Minute, Reading Reading, Threshold Threshold, bool Matches)
{
    public ObservedValue ToObserved(Rule rule)
    {
        var observed = new ObservedValue
        {
            Metric = rule.Metric,
            MinuteMs = Minute * 60_000L,
            Op = Numbers.Symbol(rule.Op),
            Threshold = Threshold.Text,
            RuleName = rule.Name,
        };
        if (Reading.Integer is { } integer)
        {
            observed.Integer = integer;
        }
        else
        {
            observed.Real = Reading.Real;
        }

        if (Reading.Position is { } position)
        {
            observed.Position = (uint)position;
        }

        if (Reading.Label is { } label)
        {
            observed.Label = label;
        }

        return observed;
    }
}
