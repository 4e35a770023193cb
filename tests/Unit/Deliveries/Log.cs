using System.Text;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Deliveries;

/// <summary>A partition of the deliveries topic in memory, and the outboxes that read it.</summary>
internal sealed class Log(int maxOpen = Outboxes.DefaultMaxOpen)
{
    public const string Receiver = "slack.ops";
    private const string Topic = "deliveries";
    private readonly Dictionary<string, byte[]> _changelog = [];

    public Outboxes Outboxes { get; private set; } = new(Topic, 0, maxOpen);

    public Outbox Outbox => Outboxes.Receivers[Receiver];

    public List<DeliveryRecord> Records { get; } = [];

    public List<DeliveryState> States { get; } = [];

    public List<Delivery> Dead { get; } = [];

    public List<(Google.Protobuf.ByteString Key, Outcome Outcome)> Outcomes { get; } = [];

    public long NowMs { get; set; } = 1_000_000;

    public static Delivery Delivery(string entity, int number, AlarmState state = AlarmState.Firing, string receiver = Receiver) => new()
    {
        Id = DeliveryId.Of($"{entity}/{number}", receiver),
        Receiver = receiver,
        Alarm = new AlarmMessage { Id = $"{entity}/{number}", Id0 = entity, Name = entity, RuleName = "a_rule", State = state },
        Origin = new Origin { Topic = "alarms", Partition = 0, Offset = number },
        Route = "default hooks",
    };

    /// <summary>Appends and reads; the offset.</summary>
    public long Append(DeliveryRecord record)
    {
        Records.Add(record);
        var output = new OutboxOutput();
        Outboxes.Process(record, Records.Count - 1, NowMs, output);
        States.AddRange(output.States);
        Dead.AddRange(output.Dead.Select(dead => dead.Delivery));
        Outcomes.AddRange(output.Outcomes);
        return Records.Count - 1;
    }

    public long Append(Delivery delivery) => Append(new DeliveryRecord { Delivery = delivery });

    public void Append(Due bundle) =>
        Append(new DeliveryRecord { Bundle = new Bundle { Receiver = Receiver, Id = bundle.MessageId, Offsets = { bundle.Deliveries.Select(each => each.Offset) } } });

    public void Append(AttemptResult result, string messageId, long nextMs, params long[] offsets) => Append(new DeliveryRecord
    {
        Attempt = new Attempt { Receiver = Receiver, Result = result, MessageId = messageId, Reason = "a-reason", StartedMs = NowMs, NextMs = nextMs, Offsets = { offsets } },
    });

    public void Append(Due sent, AttemptResult result, long nextMs = 0) => Append(result, sent.MessageId, nextMs, [.. sent.Deliveries.Select(each => each.Offset)]);

    /// <summary>What is due with nothing underway.</summary>
    public List<Due> Plan(ReceiverLimits limits, out long nextMs, int underway = 0, params long[] busy)
    {
        var due = new List<Due>();
        nextMs = new Planner(Outbox, limits, busy.ToHashSet(), underway, NowMs).Plan(due);
        return due;
    }

    public List<Due> Plan(ReceiverLimits limits, params long[] busy) => Plan(limits, out _, 0, busy);

    /// <summary>Reads what waits, and appends the claim.</summary>
    public Claim Claim(int room = int.MaxValue)
    {
        var builder = new ClaimBuilder(Receiver, Outbox.Backlog!, Records.Count, Math.Min(room, Outbox.Room));
        for (var offset = (int)builder.Next; offset < Records.Count && !builder.IsFull; offset++)
        {
            builder.Take(Google.Protobuf.MessageExtensions.ToByteArray(Records[offset]), offset, NowMs);
        }

        var claim = builder.Build();
        Append(new DeliveryRecord { Claim = claim });
        return claim;
    }

    public void Save()
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        Outboxes.Save(changed);
        foreach (var (key, value) in changed)
        {
            if (value is not null)
            {
                _changelog[Encoding.UTF8.GetString(key)] = value;
            }
            else
            {
                Assert.True(_changelog.Remove(Encoding.UTF8.GetString(key)), "what is taken back was written before");
            }
        }
    }

    /// <summary>Saves, and goes on from what was saved.</summary>
    public void Restart()
    {
        Save();
        Outboxes = Outboxes.Load(Topic, 0, [.. _changelog.Select(record => KeyValuePair.Create(Encoding.UTF8.GetBytes(record.Key), record.Value))], maxOpen);
    }
}
