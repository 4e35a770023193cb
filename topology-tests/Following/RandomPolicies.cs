using Tocsin.TopologyTests.Cases;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>A few policies, which are now and then edited, and shields.</summary>
internal sealed class RandomPolicies
{
    private static readonly string[] _receivers = ["ops", "dev", "lead", "boss"];
    private readonly Random _random;
    private readonly List<PolicyMatch> _policies;

    public RandomPolicies(Random random)
    {
        _random = random;
        _policies = [.. Enumerable.Range(0, random.Between(1, 3)).Select(number => NextPolicy($"p{number}"))];
    }

    /// <summary>What the policies ask for: some match firings alone, or recoveries alone.</summary>
    public IEnumerable<PolicyMatch> Next(AlarmState state)
    {
        for (var number = 0; number < _policies.Count; number++)
        {
            if (_random.Chance(0.08))
            {
                _policies[number] = Edited(_policies[number]);
            }
        }

        var isEnd = state is AlarmState.Recovered or AlarmState.Closed;
        return _policies.Where(_ => _random.Chance(0.85)).Select(policy => Of(policy, isEnd ? "over" : "begins")).ToList();
    }

    public Shield NextShield(long nowMs)
    {
        var shield = new Shield
        {
            Id = $"s{_random.Next(3)}",
            FromMs = nowMs + (_random.Pick(0, 0, 0, 5, 30) * 60_000L),
            UntilMs = _random.Chance(0.15) ? 0 : nowMs + (_random.Pick(0, 5, 10, 20, 60, 600) * 60_000L),
            Match = new(),
        };
        if (_random.Chance(0.3))
        {
            shield.Match.Rules.Add(_random.Pick("*", "slow*", "*_rule"));
        }

        if (_random.Chance(0.2))
        {
            shield.Match.Names.Add("host-0");
        }

        if (_random.Chance(0.3))
        {
            shield.Match.Policies.Add("p0");
        }

        if (_random.Chance(0.15))
        {
            shield.Times.Add(Hours());
        }

        return shield;
    }

    private PolicyMatch NextPolicy(string name)
    {
        var policy = new PolicyMatch { Policy = name, Business = _random.Pick("", "shop"), Level = _random.Pick<AlarmLevel>(AlarmLevel.Unspecified, AlarmLevel.Fatal), Calls = { NextCalls(0.9) }, RepeatMinutes = (uint)_random.Pick(0, 0, 5, 10, 30, 60, 2_000) };
        if (_random.Chance(0.3))
        {
            policy.Hours.Add(Hours());
        }

        if (_random.Chance(0.4))
        {
            policy.Storm = new()
            {
                Limit = (uint)_random.Pick(0, 1, 2, 3),
                SourceLimit = (uint)_random.Pick(0, 0, 1, 2),
                PackageLimit = (uint)_random.Pick(0, 0, 0, 2),
                WithinSeconds = (uint)_random.Pick(0, 600, 3_600),
                OpenSeconds = (uint)_random.Pick(0, 60, 600),
                Notices = { Call("admin", PackageType.Notification) },
                RecoveryNotices = { Call("admin", PackageType.Notification) },
            };
        }

        foreach (var number in Enumerable.Range(0, _random.Pick(0, 0, 1, 2)))
        {
            policy.Steps.Add(new EscalationStep { Name = $"step-{number}", AfterMinutes = (uint)_random.Pick(5, 10, 20) * (uint)(number + 1), Calls = { NextCalls(0.6) } });
        }

        var last = 0u;
        foreach (var step in policy.Steps)
        {
            step.AfterMinutes = last = Math.Max(last, step.AfterMinutes);
        }

        return policy;
    }

    /// <summary>Limits are left alone: a circuit remembers no more than it needs for the limit that it has.</summary>
    private PolicyMatch Edited(PolicyMatch policy)
    {
        var edited = NextPolicy(policy.Policy);
        edited.Storm = policy.Storm;
        return edited;
    }

    private List<Call> NextCalls(double notification) =>
        [.. Enumerable.Range(0, _random.Pick(0, 1, 1, 1, 1, 2, 2, 2)).Select(_ => _random.Chance(notification) ? Call(_random.Pick<string>(_receivers), PackageType.Notification) : Package())];

    private Call Package() => new()
    {
        Package = _random.Pick("restart", "ticket"),
        Type = PackageType.Job,
        Defense = _random.Chance(0.2) ? null : new() { Action = _random.Pick(Enum.GetValues<DefenseAction>()) },
        TimeoutSeconds = (uint)_random.Pick(0, 60, 3_600),
        RefusedBecause = _random.Chance(0.1) ? "package-disabled" : "",
    };

    private Call Call(string receiver, PackageType type) => new()
    {
        Package = "notify",
        Receiver = receiver,
        Type = type,
        Defense = _random.Chance(0.3) ? new() { Action = DefenseAction.Summarise } : null,
    };

    private WeeklyTime Hours() => new() { FromMinute = (uint)_random.Pick(0, 720, 730, 1_200), ToMinute = (uint)_random.Pick(360, 725, 750, 1_440) };

    private static PolicyMatch Of(PolicyMatch policy, string when)
    {
        var match = policy.Clone();
        foreach (var call in match.Calls.Concat(match.Steps.SelectMany(step => step.Calls)).Where(call => call.Package == "notify"))
        {
            call.Package = $"notify-{when}";
        }

        return match;
    }
}
