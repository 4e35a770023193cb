using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>
/// One partition of the deliveries topic as a state machine: a outbox for each receiver. Deliveries, what came of attempts, bundles and claims are
/// all records of that one log, so any reader of it comes to the same outboxes; whoever acts on them writes what it did behind the rest.
/// </summary>
public sealed class Outboxes(string topic, int partition, int maxOpen = Outboxes.DefaultMaxOpen)
{
    public const int DefaultMaxOpen = 2_000;
    private readonly SortedDictionary<string, Outbox> _outboxes = new(StringComparer.Ordinal);
    private OriginFilter _filter = new();
    private bool _isFilterDirty;
    private bool _isNextDirty;
    private bool _isOwnerDirty;

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, Outbox> Receivers => _outboxes;

    /// <summary>The offset before which everything is known: up to there a backlog counts.</summary>
    public long Next { get; private set; }

    /// <summary>Who opened the partition last, empty if nobody did.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>Goes on from what <see cref="Save"/> gave over time, the newest of each key.</summary>
    /// <exception cref="InvalidDataException">The state isn't what this program writes.</exception>
    public static Outboxes Load(string topic, int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, int maxOpen = DefaultMaxOpen)
    {
        var outboxes = new Outboxes(topic, partition, maxOpen);
        foreach (var (key, value) in state)
        {
            var name = Encoding.UTF8.GetString(key);
            try
            {
                outboxes.Load(name, value);
            }
            catch (Exception exception) when (exception is InvalidProtocolBufferException or ArgumentException)
            {
                throw new InvalidDataException($"the record '{name}' can't be read: {exception.Message}", exception);
            }
        }

        return outboxes;
    }

    /// <summary>Whom a record concerns; empty for an opening.</summary>
    public static string ReceiverOf(DeliveryRecord record) => record.RecordCase switch
    {
        DeliveryRecord.RecordOneofCase.Delivery => record.Delivery.Receiver,
        DeliveryRecord.RecordOneofCase.Bundle => record.Bundle.Receiver,
        DeliveryRecord.RecordOneofCase.Attempt => record.Attempt.Receiver,
        DeliveryRecord.RecordOneofCase.Claim => record.Claim.Receiver,
        _ => "",
    };

    /// <summary>Takes the next record of the partition, as <see cref="DeliveryRecords"/> reads it.</summary>
    public void Process(DeliveryRecord record, long offset, long timestampMs, OutboxOutput output)
    {
        Next = offset + 1;
        _isNextDirty = true;
        if (record.Opening is { } opening)
        {
            Owner = opening.Owner;
            _isOwnerDirty = true;
            return;
        }

        var outbox = OutboxOf(ReceiverOf(record));
        switch (record.RecordCase)
        {
            case DeliveryRecord.RecordOneofCase.Bundle when record.Bundle.Owner == Owner:
                outbox.Bundle(record.Bundle);
                break;
            case DeliveryRecord.RecordOneofCase.Attempt:
                outbox.Take(record.Attempt, PlaceOf, timestampMs, output);
                break;
            case DeliveryRecord.RecordOneofCase.Claim:
                outbox.Claim(record.Claim);
                break;
            case DeliveryRecord.RecordOneofCase.Delivery:
                Add(outbox, record.Delivery, offset, timestampMs, output);
                break;
        }
    }

    /// <summary>Adds what changed since the last time.</summary>
    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        foreach (var outbox in _outboxes.Values)
        {
            outbox.Save(changed);
        }

        if (_isNextDirty)
        {
            changed.Add(new(SavedKey.OfNext(), new Origin { Topic = topic, Partition = partition, Offset = Next }.ToByteArray()));
            _isNextDirty = false;
        }

        if (_isOwnerDirty)
        {
            changed.Add(new(SavedKey.OfOwner(), new Opening { Owner = Owner }.ToByteArray()));
            _isOwnerDirty = false;
        }

        if (_isFilterDirty)
        {
            changed.Add(new(SavedKey.OfOrigins(), new SavedOrigins { Newest = { _filter.Newest } }.ToByteArray()));
            _isFilterDirty = false;
        }
    }

    private void Add(Outbox outbox, Delivery delivery, long offset, long timestampMs, OutboxOutput output)
    {
        if (_filter.IsRepetition(delivery.Origin))
        {
            return;
        }

        var open = new OpenDelivery(offset, timestampMs, delivery);
        outbox.Add(open, _filter);
        _filter.IsNew(delivery.Origin);
        _isFilterDirty = true;
        output.States.Add(open.State(DeliveryStatus.Queued, PlaceOf(offset)));
    }

    private Outbox OutboxOf(string receiver)
    {
        if (!_outboxes.TryGetValue(receiver, out var outbox))
        {
            _outboxes.Add(receiver, outbox = new Outbox(receiver, maxOpen));
        }

        return outbox;
    }

    private Origin PlaceOf(long offset) => new() { Topic = topic, Partition = partition, Offset = offset };

    private void Load(string key, byte[] value)
    {
        if (key == SavedKey.Origins)
        {
            _filter = new OriginFilter(SavedOrigins.Parser.ParseFrom(value).Newest);
        }
        else if (key == SavedKey.Next)
        {
            Next = Origin.Parser.ParseFrom(value).Offset;
        }
        else if (key == SavedKey.Owner)
        {
            Owner = Opening.Parser.ParseFrom(value).Owner;
        }
        else if (SavedKey.IsOutbox(key))
        {
            var saved = SavedOutbox.Parser.ParseFrom(value);
            OutboxOf(saved.Receiver).Load(saved);
        }
        else if (SavedKey.IsDelivery(key))
        {
            var saved = SavedDelivery.Parser.ParseFrom(value);
            OutboxOf(saved.Delivery.Receiver).Load(saved);
        }
        else
        {
            throw new ArgumentException("no record of this state has such a key", nameof(key));
        }
    }
}
