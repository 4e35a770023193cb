using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>
/// Asks the detector how many minutes of a rule's window matched at every check: the same records, played for that rule alone,
/// changed to fire at one matching minute and never to be silent. So it is the detector that answers, not a copy of it.
/// </summary>
internal sealed class Probe
{
    private readonly Dictionary<(long AtMs, long Scope, string Id0, string Id1), uint> _matched;

    public Probe(Scenario scenario, string rule) =>
        _matched = Playback.Of(scenario, rules => Alone(rules, rule)).Alarms
            .DistinctBy(Key)
            .ToDictionary(Key, alarm => alarm.Matched);

    public uint Matched(Entity entity, long atMs) => _matched.GetValueOrDefault((atMs, (long)entity.Scope, entity.Id0, entity.Id1));

    private static (long AtMs, long Scope, string Id0, string Id1) Key(AlarmMessage alarm) => (alarm.TimeMs, alarm.ScopeId, alarm.Id0, alarm.Id1);

    private static RuleSet Alone(RuleSet rules, string name) => rules with
    {
        Composites = [],
        Rules = [.. rules.Rules.Where(rule => rule.Name == name).Select(rule => rule with
        {
            Count = 1,
            OnlyAsCondition = false,
            OnArrival = false,
            NoData = NoDataPolicy.Recover,
            Announcement = rule.Announcement with { SilencePeriod = 0, Recovery = false },
        })],
    };
}
