using System.Collections.Frozen;
using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>
/// Works off the outbox of one receiver: begins what the planner says, and writes down what came of it. Until the log has shown what was written,
/// the deliveries concerned count as busy, so nothing is begun that an outcome not yet in the log could change.
/// </summary>
internal sealed class Desk(Outbox outbox, int partition, string owner, IPost post, CourierNotes notes, CancellationToken stop)
{
    private static readonly ReceiverLimits _unknown = new();
    private readonly HashSet<long> _busy = [];
    private readonly List<Underway> _underway = [];
    private readonly List<Due> _due = [];
    private readonly Unseen _unseen = new();
    private Task<Claim>? _reading;
    private bool _isClaiming;
    private bool _isShown;
    private bool _isBlocked;
    private long _blockedUntilMs;
    private long _askMs;
    private FrozenSet<long> _suspects = FrozenSet<long>.Empty;

    /// <summary>Something is underway, or written down and not yet seen.</summary>
    public bool IsActing => _busy.Count > 0 || _isClaiming;

    public IEnumerable<Task> Tasks => _underway.Select(each => (Task)each.Answer).Concat(_reading is null ? [] : [_reading]);

    /// <summary>To be called when the log says that this is the owner: an earlier one may have sent what is open alone, and not lived to say so.</summary>
    public void TakeOver() => _suspects = outbox.Open.Where(open => open.BundleId is null).Select(open => open.Offset).ToFrozenSet();

    /// <summary>The log has shown a record of the receiver.</summary>
    public void Seen(DeliveryRecord record)
    {
        switch (record.RecordCase)
        {
            case DeliveryRecord.RecordOneofCase.Bundle when _unseen.Remove(record.Bundle):
                _busy.ExceptWith(record.Bundle.Offsets);
                break;
            case DeliveryRecord.RecordOneofCase.Attempt when _unseen.Remove(record.Attempt):
                _busy.ExceptWith(record.Attempt.Offsets);
                break;
            case DeliveryRecord.RecordOneofCase.Claim:
                _isClaiming = false;
                break;
        }

        _askMs = 0;
        _isShown = false;
    }

    /// <summary>Writes down what is done, and begins what is due.</summary>
    /// <param name="nowMs">The wall clock.</param>
    /// <param name="next">The offset before which all is known.</param>
    /// <param name="written">Gets what is to be appended to the log.</param>
    public void Work(long nowMs, long next, List<DeliveryRecord> written)
    {
        Collect(nowMs, written);
        if (outbox.WantsClaim && !_isClaiming)
        {
            _isClaiming = true;
            _reading = post.ReadAsync(partition, new ClaimBuilder(outbox.Receiver, outbox.Backlog!, next, outbox.Room), stop);
        }

        if (nowMs >= _askMs)
        {
            Begin(nowMs, written);
        }

        if (!_isShown)
        {
            notes.Show(outbox);
            _isShown = true;
        }
    }

    /// <summary>Writes down what is done.</summary>
    public void Collect(long nowMs, List<DeliveryRecord> written)
    {
        for (var i = _underway.Count - 1; i >= 0; i--)
        {
            if (_underway[i].Answer.IsCompleted)
            {
                Collect(_underway[i], nowMs, written);
                _underway.RemoveAt(i);
                _askMs = 0;
            }
        }

        if (_reading is { IsCompleted: true } read)
        {
            _reading = null;
            if (read.IsCompletedSuccessfully)
            {
                notes.Claimed(read.Result);
                written.Add(new DeliveryRecord { Claim = read.Result });
            }
            else
            {
                notes.NotRead(outbox.Receiver, read.Exception?.InnerException?.Message ?? "it was cancelled");
                _isClaiming = false;
            }
        }
    }

    private void Collect(Underway underway, long nowMs, List<DeliveryRecord> written)
    {
        var offsets = underway.Due.Deliveries.Select(delivery => delivery.Offset);
        if (!underway.Answer.IsCompletedSuccessfully)
        {
            // Cancelled: nobody knows whether it arrived, so it is tried again by whoever comes next.
            _busy.ExceptWith(offsets);
            return;
        }

        var answer = underway.Answer.Result;
        if (answer.Verdict == Verdict.NotSent)
        {
            _busy.ExceptWith(offsets);
            _blockedUntilMs = nowMs + Math.Max(answer.WaitMs, 1);
            Block(true);
            return;
        }

        Block(false);
        var limits = post.LimitsOf(outbox.Receiver) ?? _unknown;
        var attempt = AttemptRecords.Of(outbox.Receiver, underway, answer, limits, nowMs);
        notes.Attempted(attempt, underway.Due, limits);
        _unseen.Add(attempt);
        written.Add(new DeliveryRecord { Attempt = attempt });
    }

    private void Block(bool isBlocked)
    {
        if (isBlocked != _isBlocked)
        {
            _isBlocked = isBlocked;
            notes.Blocked(outbox.Receiver, isBlocked);
        }
    }

    private void Begin(long nowMs, List<DeliveryRecord> written)
    {
        var limits = post.LimitsOf(outbox.Receiver);
        var isOpen = limits is not null && nowMs >= _blockedUntilMs;
        var known = limits ?? _unknown;
        _due.Clear();
        var underway = _underway.Count + (known.Pace.IsUnlimited ? 0 : _unseen.Attempts);
        var planner = new Planner(outbox, known, _busy, isOpen ? underway : known.MessagesAtOnce, nowMs) { Suspects = known.SeesIds ? _suspects : FrozenSet<long>.Empty };
        _askMs = planner.Plan(_due);
        _askMs = isOpen ? _askMs : Math.Min(_askMs, limits is null ? nowMs + CourierNotes.LookAgainMs : _blockedUntilMs);
        foreach (var due in _due)
        {
            _busy.UnionWith(due.Deliveries.Select(delivery => delivery.Offset));
            Begin(due, known, nowMs, written);
        }
    }

    private void Begin(Due due, ReceiverLimits limits, long nowMs, List<DeliveryRecord> written)
    {
        switch (due.Kind)
        {
            case DueKind.Send:
                _underway.Add(new(due, nowMs, post.SendAsync(outbox.Receiver, Outgoing.Of(due, nowMs), stop)));
                break;
            case DueKind.Bundle:
                var bundle = new Bundle { Receiver = outbox.Receiver, Id = due.MessageId, Owner = owner, Offsets = { due.Deliveries.Select(delivery => delivery.Offset) } };
                _unseen.Add(bundle);
                written.Add(new DeliveryRecord { Bundle = bundle });
                break;
            default:
                var givenUp = AttemptRecords.OfGivenUp(outbox.Receiver, due, nowMs);
                notes.Attempted(givenUp, due, limits);
                _unseen.Add(givenUp);
                written.Add(new DeliveryRecord { Attempt = givenUp });
                break;
        }
    }
}
