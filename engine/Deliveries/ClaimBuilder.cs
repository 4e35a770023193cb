using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>Collects the deliveries that wait in the log, from the records of a partition in their order, beginning where the backlog does.</summary>
/// <param name="receiver">Whose.</param>
/// <param name="backlog">What waits.</param>
/// <param name="until">The offset up to which the backlog counts.</param>
/// <param name="room">The most deliveries to bring.</param>
public sealed class ClaimBuilder(string receiver, Backlog backlog, long until, int room)
{
    /// <summary>What fits into one record with a margin.</summary>
    private const int MaxBytes = 700_000;
    private readonly OriginFilter _filter = new(backlog.Newest);
    private readonly Claim _claim = new() { Receiver = receiver, From = backlog.From, Next = backlog.From };
    private int _bytes;
    private bool _isFull;

    /// <summary>Where to read on.</summary>
    public long Next => _claim.Next;

    /// <summary>Nothing more is needed or would fit.</summary>
    public bool IsFull => _isFull || _claim.Deliveries.Count >= room || _bytes >= MaxBytes || _claim.Next >= until;

    /// <summary>Takes the next record. Those between it and the last one are no more.</summary>
    public void Take(byte[]? value, long offset, long timestampMs)
    {
        if (offset >= until)
        {
            SkipTo(offset);
            return;
        }

        var delivery = DeliveryRecords.Read(value).Record?.Delivery;
        var isWanted = delivery is not null && delivery.Receiver == receiver && !_filter.IsRepetition(delivery.Origin);
        var size = isWanted ? delivery!.CalculateSize() : 0;
        if (size > 0 && _bytes > 0 && _bytes + size > MaxBytes)
        {
            // A large one begins the next claim.
            _isFull = true;
            return;
        }

        _claim.Next = offset + 1;
        _filter.IsNew(delivery?.Origin);
        if (isWanted)
        {
            _claim.Deliveries.Add(new ClaimedDelivery { Offset = offset, QueuedMs = timestampMs, Delivery = delivery });
            _bytes += size;
        }
    }

    /// <summary>There is nothing to read before this offset.</summary>
    public void SkipTo(long offset) => _claim.Next = Math.Max(_claim.Next, Math.Min(offset, until));

    public Claim Build()
    {
        if (_claim.Next >= until)
        {
            _claim.Lost = Math.Max(0, backlog.Count - _claim.Deliveries.Count);
        }

        _claim.Newest.Clear();
        _claim.Newest.Add(_filter.Newest);
        return _claim;
    }
}
