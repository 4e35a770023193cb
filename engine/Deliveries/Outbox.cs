using Google.Protobuf;
using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>
/// What one receiver is still to be told, in the order of the log. So many deliveries are open at most; what comes beyond that waits in the
/// log, only counted here, until a claim brings it.
/// </summary>
public sealed class Outbox(string receiver, int maxOpen)
{
    private readonly SortedDictionary<long, OpenDelivery> _open = [];
    private readonly Queue<long> _sentMs = new();

    /// <summary>Those of the open ones that are of no use any more from some time on.</summary>
    private readonly SortedSet<(long NotAfterMs, long Offset)> _deadlines = [];

    /// <summary>Settled since the last save, and known to the changelog.</summary>
    private readonly List<long> _gone = [];
    private bool _isDirty = true;

    public string Receiver => receiver;

    /// <summary>By offset, ascending.</summary>
    public IReadOnlyCollection<OpenDelivery> Open => _open.Values;

    /// <summary>Those whose errand has a time after which they are of no use, the first of these times first.</summary>
    internal IEnumerable<OpenDelivery> WithDeadline => _deadlines.Select(deadline => _open[deadline.Offset]);

    /// <summary>What waits in the log, null if nothing does.</summary>
    public Backlog? Backlog { get; private set; }

    /// <summary>There is room for much of what waits: worth reading the log for.</summary>
    public bool WantsClaim => Backlog is not null && _open.Count <= maxOpen / 2;

    /// <summary>How many deliveries a claim may bring.</summary>
    public int Room => maxOpen - _open.Count;

    /// <summary>When the newest messages were sent, ascending.</summary>
    public IReadOnlyCollection<long> SentMs => _sentMs;

    public OpenDelivery? Find(long offset) => _open.GetValueOrDefault(offset);

    internal void Add(OpenDelivery delivery, OriginFilter before)
    {
        if (Backlog is null && _open.Count < maxOpen)
        {
            Put(delivery);
            return;
        }

        Backlog = Backlog is null ? new(delivery.Offset, 1, delivery.QueuedMs, [.. before.Newest]) : Backlog with { Count = Backlog.Count + 1 };
        _isDirty = true;
    }

    /// <summary>Void if it doesn't begin where the backlog does, or brings more than there is.</summary>
    internal void Claim(Claim claim)
    {
        if (Backlog is not { } backlog || claim.From != backlog.From || claim.Deliveries.Count + claim.Lost > backlog.Count)
        {
            return;
        }

        foreach (var claimed in claim.Deliveries)
        {
            Put(new OpenDelivery(claimed.Offset, claimed.QueuedMs, claimed.Delivery));
        }

        var left = backlog.Count - claim.Deliveries.Count - claim.Lost;
        var sinceMs = claim.Deliveries.Count > 0 ? claim.Deliveries[^1].QueuedMs : backlog.SinceMs;
        Backlog = left == 0 ? null : new(claim.Next, left, sinceMs, [.. claim.Newest]);
        _isDirty = true;
    }

    /// <summary>Void unless all of it is open, in no bundle and never tried: a message is tried as it was first put together.</summary>
    internal void Bundle(Bundle bundle)
    {
        var members = bundle.Offsets.Select(Find).OfType<OpenDelivery>().Where(member => member is { BundleId: null, StaysAlone: false }).ToList();
        if (members.Count != bundle.Offsets.Count)
        {
            return;
        }

        foreach (var member in members)
        {
            member.BundleId = bundle.Id;
            member.IsDirty = true;
        }
    }

    internal void Take(Attempt attempt, Func<long, Origin> place, long timestampMs, OutboxOutput output)
    {
        var members = attempt.Offsets.Select(Find).OfType<OpenDelivery>().ToList();
        if (members.Count > 0 && attempt.MessageId.Length > 0)
        {
            Sent(attempt.StartedMs);
        }

        foreach (var member in members)
        {
            member.Note(attempt);
            member.NextMs = attempt.NextMs;
            var status = StatusAfter(attempt.Result, member);
            var isSettled = status is DeliveryStatus.Delivered or DeliveryStatus.Dead;
            var state = member.State(status, place(member.Offset));
            state.Reason = attempt.Reason;
            state.Detail = attempt.Detail;
            state.SettledMs = isSettled ? timestampMs : 0;
            output.States.Add(state);
            if (isSettled)
            {
                Settle(member, state, attempt, output);
            }
        }

        if (attempt.Result == AttemptResult.Split)
        {
            Split(members, attempt.MessageId);
        }

        foreach (var bundle in members.Select(member => member.BundleId).OfType<string>().Where(bundle => bundle != attempt.MessageId).Distinct().ToList())
        {
            Regroup(bundle, members, attempt.MessageId);
        }
    }

    /// <summary>
    /// An owner that doesn't know yet that it is one no more may have told alone what the next one put into a bundle. What was told alone stays alone,
    /// and the rest is another message then, so that no id ever means two.
    /// </summary>
    private void Regroup(string bundle, List<OpenDelivery> told, string messageId)
    {
        var alone = told.FindAll(member => member.BundleId == bundle && (!_open.ContainsKey(member.Offset) || member.Delivery.Id == messageId));
        foreach (var member in alone)
        {
            member.BundleId = null;
            member.IsDirty = true;
        }

        var rest = _open.Values.Where(open => open.BundleId == bundle).ToList();
        if (alone.Count > 0 && rest.Count > 0)
        {
            Regroup(rest);
        }
    }

    internal void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        foreach (var offset in _gone)
        {
            changed.Add(new(SavedKey.OfDelivery(offset), null));
        }

        _gone.Clear();
        foreach (var delivery in _open.Values.Where(delivery => delivery.IsDirty))
        {
            changed.Add(new(SavedKey.OfDelivery(delivery.Offset), delivery.Save().ToByteArray()));
        }

        if (_isDirty)
        {
            changed.Add(new(SavedKey.OfOutbox(receiver), Saved().ToByteArray()));
            _isDirty = false;
        }
    }

    internal void Load(SavedOutbox saved)
    {
        Backlog = saved.IsBehind ? new(saved.BehindFrom, saved.BehindCount, saved.BehindSinceMs, [.. saved.BehindNewest]) : null;
        foreach (var sentMs in saved.SentMs)
        {
            _sentMs.Enqueue(sentMs);
        }

        _isDirty = false;
    }

    internal void Load(SavedDelivery saved) => Put(OpenDelivery.Load(saved));

    private void Put(OpenDelivery delivery)
    {
        _open[delivery.Offset] = delivery;
        if (delivery.NotAfterMs < long.MaxValue)
        {
            _deadlines.Add((delivery.NotAfterMs, delivery.Offset));
        }
    }

    private void Settle(OpenDelivery member, DeliveryState state, Attempt attempt, OutboxOutput output)
    {
        _open.Remove(member.Offset);
        _deadlines.Remove((member.NotAfterMs, member.Offset));
        if (member.IsSaved)
        {
            _gone.Add(member.Offset);
        }

        if (state.Status == DeliveryStatus.Dead)
        {
            output.Dead.Add((member.Delivery, state));
        }

        if (ErrandOutcome.Of(member, state, attempt) is { } outcome)
        {
            output.Outcomes.Add(outcome);
        }
    }

    /// <summary>Two owners at once may try once more than an errand allows; it ends all the same.</summary>
    private static DeliveryStatus StatusAfter(AttemptResult result, OpenDelivery member) => result switch
    {
        AttemptResult.Delivered => DeliveryStatus.Delivered,
        AttemptResult.Dead => DeliveryStatus.Dead,
        _ => member.IsExhausted ? DeliveryStatus.Dead : DeliveryStatus.Retrying,
    };

    /// <summary>Two messages of half the deliveries each; one delivery alone stays alone, and if it is a summary, tells half as much.</summary>
    private void Split(List<OpenDelivery> members, string messageId)
    {
        if (members is [{ Summary: not null } summary])
        {
            summary.Shorten(messageId);
            return;
        }

        var half = (members.Count + 1) / 2;
        Regroup(members[..half]);
        Regroup(members[half..]);
    }

    private void Regroup(List<OpenDelivery> members)
    {
        var id = members.Count > 1 ? DeliveryId.OfBundle(receiver, members.Select(member => member.Delivery.Id)) : null;
        foreach (var member in members)
        {
            member.BundleId = id;
            member.IsSingle = id is null;
            member.IsDirty = true;
        }
    }

    private void Sent(long startedMs)
    {
        while (_sentMs.Count >= Pace.MostMessages || (_sentMs.TryPeek(out var oldest) && oldest < startedMs - Pace.LongestMs))
        {
            _sentMs.Dequeue();
        }

        _sentMs.Enqueue(startedMs);
        _isDirty = true;
    }

    private SavedOutbox Saved()
    {
        var saved = new SavedOutbox { Receiver = receiver, SentMs = { _sentMs } };
        if (Backlog is { } backlog)
        {
            saved.IsBehind = true;
            saved.BehindFrom = backlog.From;
            saved.BehindCount = backlog.Count;
            saved.BehindSinceMs = backlog.SinceMs;
            saved.BehindNewest.Add(backlog.Newest);
        }

        return saved;
    }
}
