using System.Text;
using Tocsin.Engine.Convergence;
using Tocsin.TopologyTests.Cases;
using Tocsin.TopologyTests.Converging;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>
/// The random case of a seed: a few episodes, policies and shields in a partition that holds everything. A partition plays along, so that what passes
/// the storm guard comes back into the log, and so that ticks come when something is due.
/// </summary>
internal sealed class RandomFollowing
{
    public const string Topic = "actions";
    private static readonly int[] _steps = [0, 0, 0, 1, 1, 2, 5, 9, 10, 10, 10, 14, 15, 20, 30, 60, 90, 120, 600, 1_440, 1_441, 10_080];
    private readonly Random _random;
    private readonly ActionPartition _partition = ActionPartition.Load(Topic, 0, []);
    private readonly ConvergenceOutput _output = new();
    private readonly RandomPolicies _policies;
    private readonly Queue<ActionRecord> _coming = new();
    private readonly List<DefenseRecord> _records = [];
    private readonly int _episodes;
    private long _nowMs = 1_699_963_200_000;
    private int _offset;

    private RandomFollowing(int seed)
    {
        _random = new Random(seed);
        _policies = new RandomPolicies(_random);
        _episodes = _random.Between(1, 3);
    }

    public static DefenseCase Of(int seed) => new RandomFollowing(seed).Next();

    private DefenseCase Next()
    {
        var count = _random.Between(4, 40);
        while (_records.Count < count)
        {
            Add(NextBody());
            while (_coming.Count > 0 && _random.Chance(0.8))
            {
                Add(_coming.Dequeue());
            }
        }

        return new([.. _records], Converger.DefaultMaxWaiting);
    }

    /// <summary>Outputs belong to the partition that made them, so the log has copies.</summary>
    private void Add(ActionRecord body)
    {
        var record = new DefenseRecord(_random.Chance(0.03) ? _nowMs - _random.Between(1, 100_000) : _nowMs, body);
        _output.Clear();
        _partition.Process(body.Clone(), Encoding.UTF8.GetBytes("key"), _records.Count, record.TimestampMs, _output);
        _records.Add(record);
        foreach (var action in _output.Actions.Where(action => action.Record.Guarded is not null))
        {
            _coming.Enqueue(action.Record.Clone());
        }
    }

    private ActionRecord NextBody()
    {
        if (_random.Chance(0.3) && _partition.TickDueMs < _nowMs + (8L * 24 * 60 * 60_000))
        {
            _nowMs = Math.Max(_nowMs, _partition.TickDueMs + _random.Pick(0, 0, 0, 0, -1, 1));
            return new() { Tick = new() { TimeMs = _nowMs } };
        }

        _nowMs += (_random.Pick<int>(_steps) * 60_000L) + (_random.Chance(0.2) ? _random.Between(0, 59_999) : 0);
        return _random.Next(100) switch
        {
            < 62 => new() { Signal = NextSignal() },
            < 66 when _records.Count > 0 => _records[_random.Next(_records.Count)].Body.Clone(),
            < 74 => new() { Acknowledgement = new() { EpisodeId = $"e{_random.Next(_episodes)}", By = _random.Pick("ann", "bob") } },
            < 86 => new() { Shield = _policies.NextShield(_nowMs) },
            _ => new() { Tick = new() { TimeMs = _nowMs } },
        };
    }

    private Signal NextSignal()
    {
        var number = _random.Next(_episodes);
        var state = _random.Pick(AlarmState.Firing, AlarmState.Firing, AlarmState.Unspecified, AlarmState.NoData, AlarmState.Recovered, AlarmState.Recovered, AlarmState.Closed);
        _offset++;
        return new()
        {
            Alarm = new()
            {
                Id = $"a{_offset}",
                EpisodeId = _random.Chance(0.05) ? "" : $"e{number}",
                RuleName = number == 0 ? "slow_rule" : "full_rule",
                Name = $"host-{number % 2}",
                Id0 = $"host-{number % 2}",
                State = state,
                StartTime = _nowMs,
            },
            Origin = new() { Topic = "alarms", Partition = _random.Next(2), Offset = _offset },
            Matches = { _policies.Next(state) },
        };
    }
}
