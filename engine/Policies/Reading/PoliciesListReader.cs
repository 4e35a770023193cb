using Tocsin.Engine.Convergence;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Routing.Reading;
using Tocsin.Engine.Rules.Reading;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads the policies themselves, once packages and escalations are known.</summary>
internal sealed class PoliciesListReader(PackagesReader packages, EscalationsReader escalations, ReceiverNames receivers, RuleNames rules)
{
    private static readonly string[] _keys = ["name", "enabled", "business", "match", "hours", "level", NoticeReader.Key, "run", "escalation", "storm"];
    private readonly NoticeReader _notices = new(receivers);
    private readonly RunsReader _runs = new(packages, receivers);
    private readonly StormReader _storms = new(receivers);
    private Section? _last;

    public DeclaredNames Names { get; } = new("policy");

    /// <summary>In the order of the files.</summary>
    public List<Policy> Enabled { get; } = [];

    public void Read(Section file)
    {
        foreach (var section in SectionList.Open(file, "policies", "a policy", _keys))
        {
            var policy = One(section);
            if (section.Flag("enabled") != false)
            {
                Enabled.Add(policy);
                _last = section;
            }
        }
    }

    /// <summary>Once all are read.</summary>
    public void CheckNumber()
    {
        if (_last is not null && new PolicyIndex([.. Enabled]).Most is > ActionLimits.Matches and var most)
        {
            _last.Problems.Error(_last.At("name"), "too-many", $"{most} policies are for alarms of one rule, at most {ActionLimits.Matches}");
        }
    }

    private Policy One(Section section)
    {
        var match = Match(section);
        var notice = _notices.Read(section);
        var steps = escalations.Find(section);
        if (section.Has("escalation") && !(notice is not null && NoticeReader.Begins(notice.Signals)))
        {
            section.Problems.Error(section.At("escalation"), "conflicting-keys", "an escalation follows upon a notice, and 'notify' tells neither firing nor no-data");
        }

        return new Policy
        {
            Name = Name(section),
            Business = section.Text("business"),
            Match = match with { States = null },
            States = match.States,
            Hours = WeeklyTimesReader.Read(section, "hours"),
            Level = section.Choice("level", LevelWord.All) ?? AlarmLevel.Warning,
            Notice = notice,
            Runs = _runs.Read(section),
            Steps = steps,
            Storm = _storms.Read(section),
        };
    }

    private string Name(Section section)
    {
        var name = Names.Read(section);
        if (name?.Text == PolicyBook.DefaultPolicy)
        {
            section.Problems.Error(name, "reserved-name", $"'{PolicyBook.DefaultPolicy}' is the policy for alarms that no other one is for");
        }

        return name?.Text ?? "";
    }

    private RouteMatch Match(Section section)
    {
        if (RouteMatchReader.Open(section, RouteMatchReader.Keys) is not { } match)
        {
            return RouteMatch.Everything;
        }

        rules.Check(match);
        return RouteMatchReader.ReadKeys(match);
    }
}
