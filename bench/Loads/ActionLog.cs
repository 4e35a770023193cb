using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Loads;

/// <summary>A partition of the actions topic: requests of many hosts under one defense rule, and some requests later the outcome of what ran.</summary>
internal sealed class ActionLog
{
    private const int OutcomeAfter = 2_000;
    private readonly List<Entry> _entries = [];
    private long _ran;

    public ActionLog(DefenseAction action, int hosts, int requests)
    {
        var converger = new Converger(0);
        var output = new ConvergenceOutput();
        var ends = new Queue<(int At, ActionRecord Record)>();
        var random = new Random(1);
        for (var number = 0; number < requests; number++)
        {
            var nowMs = TimeMs(number, hosts);
            Add(new ActionRecord { Request = Request(action, random.Next(hosts), number, nowMs) }, nowMs, converger, output);
            foreach (var command in output.Commands.Where(command => command.Cancel is null))
            {
                var result = random.Next(4) == 0 ? OutcomeResult.Success : OutcomeResult.Failure;
                ends.Enqueue((number + OutcomeAfter, new ActionRecord { Outcome = new Outcome { RecordId = command.RecordId, Result = result, Reason = "ok", Attempts = 1 } }));
            }

            output.Clear();
            while (ends.TryPeek(out var end) && end.At <= number)
            {
                ends.Dequeue();
                Add(end.Record, nowMs, converger, output);
            }
        }

        Requests = requests;
    }

    public int Requests { get; }

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The share of the requests whose package ran.</summary>
    public double Ran => (double)_ran / Requests;

    public static Request Request(DefenseAction action, int host, int number, long nowMs, uint count = 1) => new()
    {
        Business = "shop",
        Policy = "checkout-slow",
        Package = "restart-service",
        Receiver = "ops",
        Alarm = new AlarmMessage
        {
            Id = $"{number:x8}-0000-8000-8000-000000000000",
            EpisodeId = $"{number:x8}-0000-8000-8000-000000000001",
            ScopeId = 1,
            Scope = "SERVICE",
            Name = $"checkout-{host}",
            Id0 = $"checkout-{host}",
            RuleName = "service_resp_time_rule",
            AlarmMessage_ = "Response time of the service is more than 1000 ms in 3 minutes of the last 10 minutes.",
            State = AlarmState.Firing,
            StartTime = nowMs,
        },
        Origin = new Origin { Topic = "tocsin.alarms.v1", Partition = 0, Offset = number },
        Defense = new Defense
        {
            Action = action,
            WindowMinutes = 2,
            Count = count,
            Dimensions = { new Dimension { Name = "host", Value = $"10.0.{host >> 8}.{host & 255}" }, new Dimension { Name = "policy", Value = "checkout-slow" } },
            MergeFor = action == DefenseAction.Summarise ? $"mail|ops-{host % 100}" : "",
        },
        TimeoutSeconds = 600,
    };

    /// <summary>Each host asks about four times within a window.</summary>
    private static long TimeMs(int number, int hosts) => 1_700_000_000_000 + (number * 30_000L / hosts);

    private void Add(ActionRecord record, long timestampMs, Converger converger, ConvergenceOutput output)
    {
        var key = Encoding.UTF8.GetBytes(record.Request is { } request ? ConvergenceKey.OfPartition(request) : record.Outcome.RecordId);
        var before = output.Commands.Count;
        converger.Process(record, key, _entries.Count, timestampMs, output);
        _entries.Add(new(record, record.ToByteArray(), key, timestampMs));
        _ran += output.Commands.Skip(before).Count(command => command.RunPackage is not null);
    }

    internal readonly record struct Entry(ActionRecord Record, byte[] Value, byte[] Key, long TimestampMs);
}
