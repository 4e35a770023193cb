using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Deliveries;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>
/// One partition of the deliveries topic: the outboxes, and a desk that works off each of them once the log says that this is the owner. An
/// instance that has stopped for a while may not know that it is one no more; what it still puts together is void.
/// </summary>
internal sealed class DeliverStage(int partition, Outboxes outboxes, string owner, Topics topics, IPost post, CourierNotes notes) : IActingStage, IDisposable
{
    public const string Name = "deliver";
    private readonly SortedDictionary<string, Desk> _desks = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<DeliveryRecord> _written = [];
    private readonly OutboxOutput _output = new();
    private bool _isOpening;

    public long TickDueMs => long.MaxValue;

    public bool IsActing => _isOpening || _desks.Values.Any(desk => desk.IsActing);

    /// <summary>The stage of a partition from its saved state.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="state">What was saved.</param>
    /// <param name="owner">Like no other stage that ever was.</param>
    /// <param name="topics">Where everything goes.</param>
    /// <param name="post">The outside world.</param>
    /// <param name="notes">Is told what happens.</param>
    /// <param name="maxOpen">The most deliveries of a receiver that are open at once.</param>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static DeliverStage Create(
        int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, string owner, Topics topics, IPost post, CourierNotes notes, int maxOpen = Outboxes.DefaultMaxOpen)
    {
        try
        {
            return new DeliverStage(partition, Outboxes.Load(topics.Deliveries, partition, state, maxOpen), owner, topics, post, notes);
        }
        catch (InvalidDataException exception)
        {
            throw new StageFailureException($"{Name}: the state of partition {partition} in {topics.State(Name)} can't be used: {exception.Message}", exception);
        }
    }

    /// <summary>Never due.</summary>
    public byte[] Tick(long timeMs) => throw new NotSupportedException("time alone changes nothing here");

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        var (read, problem) = DeliveryRecords.Read(record.Value);
        if (read is null)
        {
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, "malformed", problem));
            return;
        }

        _output.Clear();
        outboxes.Process(read, record.Offset, record.TimestampMs, _output);
        outputs.AddRange(_output.States.Select(ToRecord));
        outputs.AddRange(_output.Dead.Select(dead => ToDeadLetter(dead.Delivery, dead.State)));
        outputs.AddRange(_output.Outcomes.Select(each => new OutputRecord(topics.Actions, each.Key.ToByteArray(), new ActionRecord { Outcome = each.Outcome }.ToByteArray())));
        if (read.Opening is { } opening)
        {
            TakeOver(opening);
            return;
        }

        DeskOf(Outboxes.ReceiverOf(read)).Seen(read);
        notes.Changed(_output.States);
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => outboxes.Save(changed);

    public void Act(long nowMs, List<OutputRecord> appends)
    {
        var isOwner = outboxes.Owner == owner;
        foreach (var receiver in outboxes.Receivers.Keys)
        {
            if (isOwner)
            {
                DeskOf(receiver).Work(nowMs, outboxes.Next, _written);
            }
            else
            {
                DeskOf(receiver).Collect(nowMs, _written);
            }
        }

        if (!isOwner && !_isOpening)
        {
            _isOpening = true;
            _written.Add(new DeliveryRecord { Opening = new Opening { Owner = owner } });
        }

        Append(appends);
    }

    public void Finish(List<OutputRecord> appends)
    {
        post.Await([.. _desks.Values.SelectMany(desk => desk.Tasks)]);
        _stop.Cancel();
        post.Await([.. _desks.Values.SelectMany(desk => desk.Tasks)]);
        foreach (var desk in _desks.Values)
        {
            desk.Collect(post.NowMs, _written);
        }

        Append(appends);
    }

    public void Abandon() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    /// <summary>Another one may open after this one and be the one that is late: then this one opens again.</summary>
    private void TakeOver(Opening opening)
    {
        if (opening.Owner != owner)
        {
            return;
        }

        _isOpening = false;
        foreach (var receiver in outboxes.Receivers.Keys)
        {
            DeskOf(receiver).TakeOver();
        }
    }

    private void Append(List<OutputRecord> appends)
    {
        appends.AddRange(_written.Select(record =>
            new OutputRecord(topics.Deliveries, Encoding.UTF8.GetBytes(Outboxes.ReceiverOf(record)), record.ToByteArray())));
        _written.Clear();
    }

    private Desk DeskOf(string receiver)
    {
        if (!_desks.TryGetValue(receiver, out var desk))
        {
            _desks.Add(receiver, desk = new Desk(outboxes.Receivers[receiver], partition, owner, post, notes, _stop.Token));
        }

        return desk;
    }

    private OutputRecord ToRecord(DeliveryState state) => new(topics.Records, RecordKeys.OfDelivery(state.Id), state.ToByteArray());

    /// <summary>Its time is that at which it was given up, so that it is kept as long as any other dead letter.</summary>
    private OutputRecord ToDeadLetter(Delivery delivery, DeliveryState state)
    {
        var key = Encoding.UTF8.GetBytes(delivery.Receiver);
        var origin = new InputRecord(topics.Deliveries, partition, state.Place.Offset, state.SettledMs, key, new DeliveryRecord { Delivery = delivery }.ToByteArray(), null);
        return DeadLetter.From(topics.DeadLetters, origin, Name, state.Reason, state.Detail);
    }
}
