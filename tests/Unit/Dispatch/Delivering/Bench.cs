using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Delivering;
using Tocsin.Engine.Deliveries;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Delivering;

/// <summary>The deliver stage over a partition in memory. What it appends is read back when the test says so.</summary>
internal sealed class Bench : IDisposable
{
    public const string Receiver = "webhook.ops";
    private static readonly global::Tocsin.Protos.Topics _topics = new();
    private readonly int _maxOpen;
    private readonly Dictionary<string, byte[]> _changelog = [];
    private DeliverStage _stage;
    private readonly Queue<DeliveryRecord> _unread = new();
    private readonly List<byte[]> _log = [];
    private bool _isOpen;
    private int _owners;

    public Bench(ReceiverLimits? limits, int maxOpen = Outboxes.DefaultMaxOpen)
    {
        Post = new FakePost(limits);
        _maxOpen = maxOpen;
        _stage = Create();
        Post.Read = Read;
    }

    public FakePost Post { get; }

    public List<OutputRecord> Outputs { get; } = [];

    /// <summary>As whom the stage opens the partition.</summary>
    public string Owner => $"bench{_owners}";

    public bool IsActing => _stage.IsActing;

    /// <summary>Appended by the stage and not read yet.</summary>
    public IEnumerable<DeliveryRecord> Unread => _unread;

    public IEnumerable<DeliveryState> States => Outputs.Where(output => output.Topic == _topics.Records).Select(output => DeliveryState.Parser.ParseFrom(output.Value));

    /// <summary>What Converge is told, by its key.</summary>
    public IEnumerable<(string Key, Outcome Outcome)> Outcomes => Outputs.Where(output => output.Topic == _topics.Actions)
        .Select(output => (Encoding.UTF8.GetString(output.Key!), ActionRecord.Parser.ParseFrom(output.Value).Outcome));

    public IEnumerable<OutputRecord> Dead => Outputs.Where(output => output.Topic == _topics.DeadLetters);

    public void Deliver(string entity, int number) => Append(new DeliveryRecord
    {
        Delivery = new Delivery
        {
            Id = DeliveryId.Of($"{entity}/{number}", Receiver),
            Receiver = Receiver,
            Alarm = new AlarmMessage { Id = $"{entity}/{number}", Id0 = entity, Name = entity, RuleName = "a_rule", State = AlarmState.Firing },
            Origin = new Origin { Topic = "alarms", Offset = number },
        },
    }.ToByteArray());

    /// <summary>What Converge commanded.</summary>
    public void Deliver(string entity, int number, Errand errand) => Append(new DeliveryRecord
    {
        Delivery = new Delivery
        {
            Id = DeliveryId.Of(errand.RecordId, Receiver),
            Receiver = Receiver,
            Alarm = errand.Summary is null ? new AlarmMessage { Id = $"{entity}/{number}", Id0 = entity, Name = entity, RuleName = "a_rule", State = AlarmState.Firing } : null,
            Origin = new Origin { Topic = "commands", Offset = number },
            Errand = errand,
        },
    }.ToByteArray());

    public void Append(byte[] value)
    {
        _log.Add(value);
        _stage.Process(new InputRecord(_topics.Deliveries, 0, _log.Count - 1, Post.NowMs, Encoding.UTF8.GetBytes(Receiver), value, null), Outputs);
    }

    /// <summary>The first time the stage opens the partition before.</summary>
    public void Act()
    {
        if (!_isOpen)
        {
            _isOpen = true;
            Turn();
            Assert.Equal(Owner, Assert.Single(_unread).Opening.Owner);
            ReadBack();
        }

        Turn();
    }

    private void Turn()
    {
        var appends = new List<OutputRecord>();
        _stage.Act(Post.NowMs, appends);
        appends.ForEach(append => _unread.Enqueue(DeliveryRecord.Parser.ParseFrom(append.Value)));
    }

    public void Finish()
    {
        var appends = new List<OutputRecord>();
        _stage.Finish(appends);
        appends.ForEach(append => _unread.Enqueue(DeliveryRecord.Parser.ParseFrom(append.Value)));
    }

    public void Abandon() => _stage.Abandon();

    /// <summary>Another owner goes on from the state as it is. What was appended and not read, nobody will read.</summary>
    public void Restart()
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        _stage.Save(changed);
        foreach (var (key, value) in changed)
        {
            _changelog.Remove(Encoding.UTF8.GetString(key));
            if (value is not null)
            {
                _changelog.Add(Encoding.UTF8.GetString(key), value);
            }
        }

        _unread.Clear();
        _stage.Dispose();
        _isOpen = false;
        _owners++;
        _stage = Create();
    }

    /// <summary>The log shows what was appended.</summary>
    public void ReadBack()
    {
        while (_unread.TryDequeue(out var record))
        {
            Append(record.ToByteArray());
        }
    }

    /// <summary>The newest attempt ends.</summary>
    public void Answer(Answer answer)
    {
        Post.Sent[^1].Answer.SetResult(answer);
        Act();
    }

    public void Dispose() => _stage.Dispose();

    private DeliverStage Create()
    {
        var metrics = new StageMetrics(DeliverStage.Name).Partition(0).Deliveries;
        var state = _changelog.Select(record => KeyValuePair.Create(Encoding.UTF8.GetBytes(record.Key), record.Value)).ToList();
        return DeliverStage.Create(0, state, Owner, _topics, Post, new CourierNotes(metrics, NullLogger.Instance), _maxOpen);
    }

    private Claim Read(ClaimBuilder builder)
    {
        for (var offset = (int)builder.Next; offset < _log.Count && !builder.IsFull; offset++)
        {
            builder.Take(_log[offset], offset, Post.NowMs);
        }

        return builder.Build();
    }
}
