using System.Text;
using Google.Protobuf;
using Tocsin.Cli.DeadLetters;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.DeadLetters;

/// <summary>Dead letters in memory, as stages write them, and what the ledger says of them.</summary>
internal sealed class Post
{
    public const string Receiver = "slack.ops";
    public const long NowMs = 1_700_000_000_000;
    private readonly List<InputRecord> _records = [];

    public static Tocsin.Protos.Topics Topics { get; } = new();

    public static Delivery Delivery(string id, string entity = "checkout", uint redriven = 0, string receiver = Receiver) => new()
    {
        Id = id,
        Receiver = receiver,
        Route = "default hooks",
        Redriven = redriven,
        Origin = new Origin { Topic = Topics.Alarms, Partition = 0, Offset = 7 },
        Alarm = new AlarmMessage { Id = $"alarm {id}", EpisodeId = "e", RuleName = "slow_rule", Name = entity, Id0 = entity, State = AlarmState.Firing },
    };

    public static Letter OfDelivery(Delivery delivery, long offset = 0, string reason = "http-503", string message = "Service Unavailable", long timeMs = NowMs) =>
        OfRecord(Topics.Deliveries, new DeliveryRecord { Delivery = delivery }.ToByteArray(), offset, "deliver", reason, message, timeMs);

    public static Letter OfSample(string entity, long offset = 0, string reason = "late", int sourcePartition = 2)
    {
        var sample = new MetricRecord { Sample = new Sample { Metric = "m", Integer = 1, Entity = new Entity { Scope = Scope.Service, Id0 = entity, Name = entity } } };
        return OfRecord(Topics.Metrics, sample.ToByteArray(), offset, "detect", reason, "an hour late", NowMs, sourcePartition);
    }

    public static Letter OfRecord(
        string topic, byte[]? value, long offset, string stage, string errorClass, string message, long timeMs = NowMs, int sourcePartition = 0, int partition = 0)
    {
        var cause = new InputRecord(topic, sourcePartition, 99, timeMs, Encoding.UTF8.GetBytes("a key"), value, null);
        var letter = DeadLetter.From(Topics.DeadLetters, cause, stage, errorClass, message);
        return Letter.Of(new InputRecord(letter.Topic, partition, offset, timeMs, letter.Key, letter.Value, letter.Headers), Topics);
    }

    /// <summary>The ledger's next record of a delivery.</summary>
    public Post Says(string id, DeliveryStatus status, uint redriven = 0)
    {
        var state = new DeliveryState { Id = id, Receiver = Receiver, Status = status, Redriven = redriven, Reason = "a-reason", Attempts = 3 };
        _records.Add(new InputRecord(Topics.Records, 0, _records.Count, NowMs, RecordKeys.OfDelivery(id), state.ToByteArray(), null));
        return this;
    }

    /// <summary>What a redrive writes of itself.</summary>
    public Post Notes(IEnumerable<Redrive> redrives)
    {
        _records.AddRange(redrives.Select(redrive => new InputRecord(redrive.Note.Topic, 0, _records.Count, NowMs, redrive.Note.Key, redrive.Note.Value, null)));
        return this;
    }

    public LedgerTable Ledger(params IReadOnlyList<Letter> letters)
    {
        var table = new LedgerTable(letters);
        _records.ForEach(table.Take);
        return table;
    }

    public RedrivePlan Plan(bool isForced, params IReadOnlyList<Letter> letters)
    {
        var partitions = new Dictionary<string, int> { [Topics.Deliveries] = 4, [Topics.Metrics] = 4, [Topics.Alarms] = 4, [Topics.Actions] = 4, [Topics.Commands] = 4 };
        return new RedrivePlanner(Topics, Ledger(letters), partitions, isForced, NowMs).Plan(letters);
    }

    public RedrivePlan Plan(params IReadOnlyList<Letter> letters) => Plan(isForced: false, letters);
}
