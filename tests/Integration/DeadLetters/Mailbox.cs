using System.Text;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.DeadLetters;

/// <summary>An embedded broker with dead letters and a ledger, as Detect and Dispatch write them.</summary>
internal sealed class Mailbox : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private readonly TopicWriter _writer;

    public Mailbox()
    {
        Client = new ClientSettings { BootstrapServers = Broker.BootstrapServers };
        _writer = new TopicWriter(Client);
        Broker.CreateTopic(Topics.DeadLetters, 1);
        Broker.CreateTopic(Topics.Records, 2);
        Broker.CreateTopic(Topics.Deliveries, 2);
        Broker.CreateTopic(Topics.Metrics, 3);
    }

    public static Topics Topics { get; } = new();

    public EmbeddedBroker Broker { get; } = EmbeddedBroker.Start();

    public ClientSettings Client { get; }

    public string At => $"-b {Broker.BootstrapServers}";

    public static Delivery Delivery(string id, string receiver = "slack.ops") => new()
    {
        Id = id,
        Receiver = receiver,
        Origin = new Origin { Topic = Topics.Alarms, Offset = 1 },
        Alarm = new AlarmMessage { Id = $"alarm of {id}", RuleName = "slow_rule", Name = $"entity of {id}", State = AlarmState.Firing },
    };

    /// <summary>A delivery that is given up, and the ledger knows it.</summary>
    public void GiveUp(Delivery delivery, string reason = "http-503")
    {
        var cause = new InputRecord(Topics.Deliveries, 0, 9, 1_700_000_000_000, Encoding.UTF8.GetBytes(delivery.Receiver), new DeliveryRecord { Delivery = delivery }.ToByteArray(), null);
        Write(DeadLetter.From(Topics.DeadLetters, cause, "deliver", reason, "Service Unavailable"));
        Note(delivery, DeliveryStatus.Dead);
    }

    public void Note(Delivery delivery, DeliveryStatus status) => Write(new OutputRecord(Topics.Records, RecordKeys.OfDelivery(delivery.Id), new DeliveryState
    {
        Id = delivery.Id, Receiver = delivery.Receiver, Status = status, Redriven = delivery.Redriven, Reason = "a-reason",
    }.ToByteArray()));

    /// <summary>A sample that came too late.</summary>
    public void Reject(string entity, int partition = 2)
    {
        var sample = new MetricRecord { Sample = new Sample { Metric = "m", Integer = 1, Entity = new Entity { Scope = Scope.Service, Id0 = entity, Name = entity } } };
        var cause = new InputRecord(Topics.Metrics, partition, 4, 1_700_000_001_000, EntityKey.Of(entity, ""), sample.ToByteArray(), null);
        Write(DeadLetter.From(Topics.DeadLetters, cause, "detect", "late", "an hour late"));
    }

    public void Write(OutputRecord record)
    {
        _writer.Write(record);
        _writer.Flush(_patience);
    }

    public List<InputRecord> Read(string topic)
    {
        using var reader = new CatchUpReader(Client, topic);
        var records = new List<InputRecord>();
        reader.ReadOn(records.Add);
        return records;
    }

    public IEnumerable<Delivery> Deliveries() => Read(Topics.Deliveries).Select(record => DeliveryRecord.Parser.ParseFrom(record.Value).Delivery);

    public void Dispose()
    {
        _writer.Dispose();
        Broker.Dispose();
    }
}
