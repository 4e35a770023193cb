using System.Globalization;
using Tocsin.Engine.Convergence;
using Tocsin.TopologyTests.Cases;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>Requests of a few policies in a small world, so that much of it meets.</summary>
internal sealed class RandomRequests
{
    private static readonly DefenseAction[] _actions = [.. Enum.GetValues<DefenseAction>().Where(action => action != DefenseAction.Unspecified)];
    private static readonly string[] _dimensions = ["host", "policy", "idc"];
    private readonly Random _random;
    private readonly List<Defense> _rules;
    private readonly int _businesses;
    private readonly int _policies;
    private readonly List<Request> _made = [];
    private int _offset;

    public RandomRequests(Random random)
    {
        _random = random;
        _businesses = random.Chance(0.7) ? 1 : 2;
        _policies = random.Between(1, 5);
        _rules = [.. Enumerable.Range(0, random.Between(1, 2)).Select(_ => Rule())];
    }

    public Request Next(long nowMs)
    {
        var alarm = Alarm(nowMs);
        var request = new Request
        {
            Business = $"b{_random.Next(_businesses)}",
            Policy = $"p{_random.Next(_policies)}",
            Package = _random.Pick("restart", "restart", "notify"),
            Receiver = _random.Chance(0.8) ? "ops" : "dev",
            Alarm = alarm,
            Origin = new() { Topic = "alarms", Partition = _random.Next(2), Offset = ++_offset },
            Defense = _random.Chance(0.04) ? null : Judged(_rules[_random.Next(_rules.Count)]),
            TimeoutSeconds = (uint)_random.Pick(0, 10, 60, 60, 120, 600, 3_600),
            SkipDelaySeconds = (uint)(_random.Chance(0.1) ? 60 : 0),
            ShieldedBy = _random.Chance(0.05) ? "a silence" : "",
            AcknowledgedBy = _random.Chance(0.03) ? "ann" : "",
            BlockedBy = _random.Chance(0.02) ? "a circuit" : "",
            RefusedBecause = _random.Chance(0.02) ? "package-disabled" : "",
            Approvers = { "ann" },
        };
        _made.Add(request);
        return request;
    }

    /// <summary>One that was made before: mostly the very same record again, sometimes asked for anew.</summary>
    public Request? Earlier()
    {
        if (_made.Count == 0)
        {
            return null;
        }

        var request = _made[^_random.Between(1, Math.Min(8, _made.Count))];
        return _random.Chance(0.7) ? request : new(request) { Origin = new() { Topic = "alarms", Partition = 0, Offset = ++_offset } };
    }

    /// <summary>Takes back one of those that were made lately.</summary>
    public Withdrawal? NextWithdrawal() =>
        _made.Count == 0 ? null : new() { RecordId = RecordId.Of(_made[^_random.Between(1, Math.Min(5, _made.Count))]), Reason = _random.Pick("recovered", "acknowledged") };

    public ManualRun NextManual(int number, long nowMs) => new()
    {
        Id = number.ToString(CultureInfo.InvariantCulture),
        Business = "b0",
        Package = "restart",
        Alarm = Alarm(nowMs),
        By = "ann",
        TimeoutSeconds = (uint)_random.Pick(0, 10, 60),
    };

    private AlarmMessage Alarm(long nowMs) => new()
    {
        Id = $"a{_random.Next(1_000_000)}",
        EpisodeId = _random.Chance(0.1) ? "" : $"e{_random.Next(4)}",
        RuleName = "slow_rule",
        State = _random.Pick(AlarmState.Firing, AlarmState.Firing, AlarmState.Recovered, AlarmState.NoData),
        StartTime = nowMs - _random.Pick(0, 60_000, 60_001, 200_000),
    };

    private Defense Rule()
    {
        var action = _random.Chance(0.4) ? DefenseAction.Summarise : _random.Pick<DefenseAction>(_actions);
        var names = _dimensions.Where(_ => _random.Chance(0.35));
        return new()
        {
            Action = action,
            WindowMinutes = (uint)_random.Pick(0, 1, 1, 2, 5),
            Count = (uint)_random.Pick(0, 1, 1, 1, 2, 3),
            Dimensions = { names.Select(name => new Dimension { Name = name }) },
            MergeFor = action == DefenseAction.Summarise && _random.Chance(0.7) ? "ops" : "",
        };
    }

    /// <summary>With the values that the dimensions have for one alarm, in any order.</summary>
    private Defense Judged(Defense rule)
    {
        var judged = new Defense(rule);
        foreach (var dimension in judged.Dimensions)
        {
            dimension.Value = _random.Chance(0.6) ? "x" : "y|";
        }

        if (judged.MergeFor.Length > 0 && _random.Chance(0.1))
        {
            judged.MergeFor = "dev";
        }

        if (judged.Dimensions.Count > 1 && _random.Chance(0.5))
        {
            var first = judged.Dimensions[0];
            judged.Dimensions.RemoveAt(0);
            judged.Dimensions.Add(first);
        }

        return judged;
    }
}
