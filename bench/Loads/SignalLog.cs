using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Loads;

/// <summary>
/// A partition of the actions topic that holds all of its world: alarms of many hosts that fire and recover, the requests that follow, and some records
/// later the outcome of what ran.
/// </summary>
internal sealed class SignalLog
{
    public const string Topic = "tocsin.actions.v1";
    private const int OutcomeAfter = 2_000;
    private readonly List<Entry> _entries = [];
    private readonly ActionPartition _partition = ActionPartition.Load(Topic, 0, []);
    private readonly ConvergenceOutput _output = new();
    private readonly Queue<(int At, ActionRecord Record, byte[] Key)> _ends = new();

    public SignalLog(Func<PolicyMatch> match, int hosts, int signals)
    {
        for (var number = 0; number < signals; number++)
        {
            var nowMs = TimeMs(number, hosts);
            Add(new ActionRecord { Signal = Signal(match(), number % hosts, number, nowMs, number / hosts % 2 == 0 ? AlarmState.Firing : AlarmState.Recovered) }, "host"u8.ToArray(), nowMs, number);
            while (_ends.TryPeek(out var end) && end.At <= number)
            {
                _ends.Dequeue();
                Add(end.Record, end.Key, nowMs, number);
            }
        }

        Signals = signals;
    }

    public int Signals { get; }

    /// <summary>Requests that were decided.</summary>
    public int Decisions { get; private set; }

    public IReadOnlyList<Entry> Entries => _entries;

    public static PolicyMatch Match(DefenseAction action, uint repeatMinutes, uint limit) => new()
    {
        Policy = "checkout-slow",
        Business = "shop",
        Level = AlarmLevel.Warning,
        RepeatMinutes = repeatMinutes,
        Calls = { Call("ops", action), Call("chat", action) },
        Storm = limit > 0 ? new StormLimits { Limit = limit, SourceLimit = 100 } : null,
    };

    public static Signal Signal(PolicyMatch match, int host, int number, long nowMs, AlarmState state)
    {
        var request = ActionLog.Request(DefenseAction.Unspecified, host, number, nowMs);
        request.Alarm.State = state;
        request.Alarm.EpisodeId = $"{host:x8}-0000-8000-8000-000000000001";
        return new Signal { Alarm = request.Alarm, Origin = request.Origin, Matches = { match } };
    }

    private static Call Call(string receiver, DefenseAction action) => new()
    {
        Package = "notify-firing",
        Receiver = receiver,
        Type = PackageType.Notification,
        TimeoutSeconds = 600,
        Defense = action == DefenseAction.Unspecified ? null : new Defense
        {
            Action = action,
            WindowMinutes = 2,
            Count = 1,
            Dimensions = { new Dimension { Name = "policy", Value = "checkout-slow" }, new Dimension { Name = "receiver", Value = receiver } },
            MergeFor = receiver,
        },
    };

    /// <summary>Each host fires or recovers about every half hour.</summary>
    private static long TimeMs(int number, int hosts) => 1_700_000_000_000 + (number * 1_800_000L / hosts);

    private void Add(ActionRecord record, byte[] key, long timestampMs, int number)
    {
        var entry = new Entry(record.ToByteArray(), key, timestampMs);
        _output.Clear();
        _partition.Process(record, key, _entries.Count, timestampMs, _output);
        _entries.Add(entry);
        Decisions += record.Request is null ? 0 : 1;
        foreach (var command in _output.Commands.Where(command => command.Cancel is null))
        {
            _ends.Enqueue((number + OutcomeAfter, new ActionRecord { Outcome = new Outcome { RecordId = command.RecordId, Result = OutcomeResult.Success, Reason = "ok", Attempts = 1 } }, command.Key.ToByteArray()));
        }

        foreach (var (actionKey, action) in _output.Actions.ToList())
        {
            Add(action, Encoding.UTF8.GetBytes(actionKey), timestampMs, number);
        }
    }

    internal readonly record struct Entry(byte[] Value, byte[] Key, long TimestampMs);
}
