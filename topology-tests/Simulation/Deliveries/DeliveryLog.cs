using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>What one partition of the deliveries topic says, to a reader that has seen all of it once and in order.</summary>
internal sealed class DeliveryLog(SimulatedPartition log, string topic, int partition, int maxOpen)
{
    private readonly Outboxes _outboxes = new(topic, partition, maxOpen);
    private readonly Dictionary<(string MessageId, long StartedMs), (long Offset, AttemptResult Result)> _attempts = [];
    private readonly HashSet<string> _split = [];
    private long _next;

    /// <summary>Everything for the ledger, in order.</summary>
    public List<DeliveryState> States { get; } = [];

    /// <summary>How many were given up.</summary>
    public int Dead { get; private set; }

    /// <summary>Nothing is left to do.</summary>
    public bool IsDone
    {
        get
        {
            ReadOn();
            return _outboxes.Receivers.Values.All(outbox => outbox.Open.Count == 0 && outbox.Backlog is null);
        }
    }

    /// <summary>Where the log says what came of an attempt, null if it doesn't.</summary>
    public (long Offset, AttemptResult Result)? OutcomeOf(Sending sending)
    {
        ReadOn();
        return _attempts.TryGetValue((sending.MessageId, sending.StartedMs), out var outcome) ? outcome : null;
    }

    /// <summary>The message was refused as a whole, or a part of it was settled otherwise.</summary>
    public bool WasSplit(string messageId)
    {
        ReadOn();
        return _split.Contains(messageId);
    }

    /// <summary>Two owners at once may settle a part of a bundle on its own.</summary>
    private void NoteRegrouped(DeliveryRecord record)
    {
        if (record.Attempt is { } attempt && _outboxes.Receivers.TryGetValue(attempt.Receiver, out var outbox))
        {
            _split.UnionWith(attempt.Offsets.Select(outbox.Find).Select(member => member?.BundleId).OfType<string>().Where(bundle => bundle != attempt.MessageId));
        }
    }

    private void ReadOn()
    {
        var output = new OutboxOutput();
        while (log.Next(_next) is var (offset, entry))
        {
            _next = offset + 1;
            var record = DeliveryRecord.Parser.ParseFrom(entry.Value);
            output.Clear();
            NoteRegrouped(record);
            _outboxes.Process(record, offset, entry.TimestampMs, output);
            States.AddRange(output.States);
            Dead += output.Dead.Count;
            if (record.Attempt is { MessageId.Length: > 0 } attempt)
            {
                _attempts.TryAdd((attempt.MessageId, attempt.StartedMs), (offset, attempt.Result));
                if (attempt.Result == AttemptResult.Split)
                {
                    _split.Add(attempt.MessageId);
                }
            }
        }
    }
}
