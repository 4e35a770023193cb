using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Draws rule sets: small numbers, so that conditions come and go, and windows around the width of a machine word.</summary>
internal sealed class RandomRules(Random random)
{
    private static readonly string[] _messages =
    [
        "Alarm caused by {name}",
        "{name} ({id}): {value} over {threshold}, {count} of {period} minutes",
        "on {entity.host}{entity.rack}",
        "plain { text } {}",
    ];

    public ImmutableArray<RuleSet> Next()
    {
        var first = NextRuleSet("v1");
        return random.Chance(0.7) ? [first] : random.Chance(0.7) ? [first, Changed(first, "v2")] : [first, Changed(first, "v2"), NextRuleSet("v3")];
    }

    private RuleSet NextRuleSet(string version)
    {
        var rules = Enumerable.Range(0, random.Between(1, 4)).Select(NextRule).ToImmutableArray();
        var composites = random.Chance(0.4) ? Enumerable.Range(0, random.Between(1, 2)).Select(index => NextComposite(index, rules)) : [];
        return new() { Version = version, Rules = rules, Composites = [.. composites], GraceMs = random.Pick(0, 1_000, 5_000, 5_000, 5_000, 59_999, 60_000) };
    }

    private Rule NextRule(int index)
    {
        var period = random.NextDouble() switch
        {
            < 0.5 => random.Between(1, 5),
            < 0.75 => random.Between(62, 66),
            _ => random.Between(1, 70),
        };
        var op = random.Pick(Enum.GetValues<Comparison>());
        return Quiet(Fingerprints.Stamp(new Rule
        {
            Name = $"r{index}_rule",
            Metric = $"m{random.Between(0, random.Between(0, 2))}",
            Op = op,
            Thresholds = NextThresholds(op),
            PeriodMinutes = period,
            Count = NextCount(period),
            Names = random.Chance(0.3) ? random.Pick(Filters.Names.AsSpan()).Filter : NameFilter.All,
            Labels = random.Chance(0.3) ? random.Pick(Filters.Labels.AsSpan()).Filter : NameFilter.All,
            Announcement = NextAnnouncement(period),
            Fingerprint = "",
        }));
    }

    /// <summary>The same rule with other words about when it speaks, none of which is part of its identity.</summary>
    private Rule Quiet(Rule rule) => rule with
    {
        OnlyAsCondition = random.Chance(0.15),
        OnArrival = random.Chance(0.25),
        NoData = random.Pick(NoDataPolicy.Recover, NoDataPolicy.Recover, NoDataPolicy.Close, NoDataPolicy.Keep, NoDataPolicy.Alarm),
        NoDataAfterMinutes = random.Chance(0.5) ? rule.PeriodMinutes : random.Between(1, 8),
    };

    private Announcement NextAnnouncement(int period) => new()
    {
        SilencePeriod = random.NextDouble() switch
        {
            < 0.3 => 0,
            < 0.8 => random.Between(1, 4),
            < 0.95 => period,
            _ => random.Between(5, 100),
        },
        Recovery = random.Chance(0.8),
        RecoveryObservationPeriod = random.Chance(0.5) ? 0 : random.Between(1, 4),
        Message = MessageTemplate.Parse(random.Pick(_messages)),
        Tags = random.Chance(0.2) ? [new("level", "CRITICAL"), new("team", "é")] : [],
        Hooks = random.Chance(0.2) ? ["slack.ops"] : [],
    };

    private CompositeRule NextComposite(int index, ImmutableArray<Rule> rules)
    {
        var (expression, text, parts) = new RandomExpression(random, rules).Next();
        return Fingerprints.Stamp(new CompositeRule
        {
            Name = $"c{index}_rule",
            Expression = expression,
            ExpressionText = text,
            Parts = parts,
            OnArrival = random.Chance(0.25),
            Announcement = NextAnnouncement(parts.Max(part => rules[part].PeriodMinutes)),
            Fingerprint = "",
        });
    }

    private ImmutableArray<Threshold?> NextThresholds(Comparison op)
    {
        var count = random.Chance(0.8) ? 1 : random.Between(2, 4);
        var thresholds = Enumerable.Range(0, count).Select(_ => count > 1 && random.Chance(0.3) ? null : NextThreshold(op)).ToImmutableArray();
        return thresholds.All(threshold => threshold is null) ? [NextThreshold(op)] : thresholds;
    }

    private Threshold? NextThreshold(Comparison op)
    {
        var number = random.Between(2, 9).ToString(CultureInfo.InvariantCulture);
        return Threshold.TryParse(random.Chance(0.2) ? number + ".5" : number, op);
    }

    private int NextCount(int period) => random.NextDouble() switch
    {
        < 0.6 => 1,
        < 0.9 => random.Between(1, Math.Min(period, 4)),
        < 0.97 => random.Between(1, period),
        _ => period + 1,
    };

    /// <summary>Every rule stays as it is, changes what it says, changes its meaning or goes.</summary>
    private RuleSet Changed(RuleSet before, string version)
    {
        var after = NextRuleSet(version);
        var isKept = before.Rules.Select(_ => random.Chance(0.7)).ToArray();
        var rules = Enumerable.Range(0, Math.Max(before.Rules.Length, after.Rules.Length))
            .Select(index => index < before.Rules.Length && isKept[index] ? Similar(before.Rules[index]) : NextRule(index))
            .ToImmutableArray();
        var composites = before.Composites.All(composite => composite.Parts.All(part => part < rules.Length)) && random.Chance(0.7)
            ? before.Composites.Select(composite => composite with { OnArrival = random.Chance(0.25) })
            : after.Composites;
        return after with { Rules = rules, Composites = [.. composites] };
    }

    private Rule Similar(Rule rule) => random.Chance(0.5) ? rule : Quiet(rule) with { Announcement = NextAnnouncement(rule.PeriodMinutes) };
}
