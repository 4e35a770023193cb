using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Windows;

/// <summary>A rule made ready for its windows, with the stores they share.</summary>
internal sealed class RulePlan
{
    /// <summary>
    /// A sample is at most a minute ahead of the clock, and the clock at most a minute and the grace past the start of the next check.
    /// One more, because an episode closed between two checks tells of the last one.
    /// </summary>
    private const int AheadMinutes = 3;
    private const int WordBits = 64;

    /// <param name="rule">The rule.</param>
    /// <param name="order">Its position in the rule set.</param>
    /// <param name="metric">The number of its metric in the plan.</param>
    public RulePlan(Rule rule, int order, int metric)
    {
        Rule = rule;
        Order = order;
        Metric = metric;
        FirstThreshold = rule.Thresholds[0];
        Span = rule.PeriodMinutes + AheadMinutes;
        PeriodMask = rule.PeriodMinutes >= WordBits ? ulong.MaxValue : (1UL << rule.PeriodMinutes) - 1;
        Wide = Span > WordBits ? new WideBits(Span) : null;
        Rings = new ValueRings(Span);
        Labels = rule.Labels.PassesAll ? null : new LabelFilter(rule.Labels);
    }

    public Rule Rule { get; }

    public int Order { get; }

    public int Metric { get; }

    /// <summary>The threshold of a single value; null if it has none.</summary>
    public Threshold? FirstThreshold { get; }

    /// <summary>Minutes that can hold a bit at the same time: the window's and those ahead of it.</summary>
    public int Span { get; }

    public ulong PeriodMask { get; }

    /// <summary>Null for windows that fit into a word.</summary>
    public WideBits? Wide { get; private set; }

    public ValueRings Rings { get; private set; }

    /// <summary>Null if every label passes.</summary>
    public LabelFilter? Labels { get; }

    /// <summary>Composite rules with this rule as a part.</summary>
    public CompositePlan[] Composites { get; private set; } = [];

    public CompositePlan[] CompositesOnArrival { get; private set; } = [];

    /// <summary>Those that are evaluated though all parts are false.</summary>
    public CompositePlan[] CompositesAtRest { get; private set; } = [];

    /// <summary>Something may be decided as soon as a sample arrives.</summary>
    public bool HasArrivals => Rule.OnArrival || CompositesOnArrival.Length > 0;

    public void Join(CompositePlan[] composites)
    {
        Composites = composites;
        CompositesOnArrival = [.. composites.Where(composite => composite.Rule.OnArrival)];
        CompositesAtRest = [.. composites.Where(composite => composite.TrueAtRest)];
    }

    /// <summary>Goes on with the stores of the same rule in another rule set, so that its windows can be carried over as they are.</summary>
    public void Adopt(RulePlan old)
    {
        Wide = old.Wide;
        Rings = old.Rings;
    }
}
