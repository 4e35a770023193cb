using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tocsin.Engine.Deliveries;

/// <summary>Says what is to be done next for one receiver. One object is for one question.</summary>
/// <remarks>
/// Deliveries of one entity go out in their order: behind one that is underway or has to wait, all others of its entity wait, while other
/// entities go on. A summary stands in the order of each of its entities. What is put together is put together once and tried as one message from then on.
/// </remarks>
public sealed class Planner(Outbox outbox, ReceiverLimits limits, IReadOnlySet<long> busy, int underway, long nowMs)
{
    private const int LeastWalk = 64;

    /// <summary>Entities behind whose delivery all further ones wait, and the bundle it belongs to.</summary>
    private readonly Dictionary<string, string?> _waiting = [];
    private readonly List<OpenDelivery> _ready = [];
    private readonly HashSet<string> _readyEntities = [];
    private readonly HashSet<string> _bundles = [];
    private readonly HashSet<string> _waitingBundles = [];
    private readonly HashSet<long> _expired = [];
    private long _nextMs = long.MaxValue;

    /// <summary>Deliveries that may have gone out alone before, without anybody knowing: they go out alone again.</summary>
    public IReadOnlySet<long> Suspects { get; init; } = FrozenSet<long>.Empty;

    /// <summary>Adds what is to be done to the list.</summary>
    /// <returns>When to ask again if nothing happens before; <see cref="long.MaxValue"/> if there is no need to.</returns>
    public long Plan(List<Due> due)
    {
        Expire(due);
        GiveUp(due);
        var free = Math.Min(limits.MessagesAtOnce - underway, limits.Pace.Free(outbox.SentMs, underway, nowMs));
        if (free <= 0)
        {
            return underway > 0 || outbox.Open.Count == 0 ? _nextMs : Math.Min(_nextMs, limits.Pace.NextMs(outbox.SentMs, nowMs));
        }

        Walk(limits.Pace.IsUnlimited ? Math.Max(LeastWalk, free * limits.AlarmsPerMessage) : int.MaxValue);
        var bundles = Bundles();
        List<Due> messages = [.. bundles, .. Together()];
        if (messages.Count > free && !limits.Pace.IsUnlimited)
        {
            _nextMs = Math.Min(_nextMs, limits.Pace.NextMs(outbox.SentMs, nowMs));
            messages = limits.TakesDigests ? [.. bundles, .. Digests()] : messages;
        }

        due.AddRange(messages.OrderBy(message => message.Deliveries[0].Offset).Take(free));
        return _nextMs;
    }

    /// <summary>A bundle is given up as a whole, once all of it is too old.</summary>
    private void Expire(List<Due> due)
    {
        var old = ImmutableArray.CreateBuilder<OpenDelivery>();
        var young = outbox.Open.FirstOrDefault() is { } first && IsOld(first) ? outbox.Open.Where(open => !IsOld(open)).Select(open => open.BundleId).OfType<string>().ToHashSet() : [];
        foreach (var open in outbox.Open)
        {
            if (!IsOld(open))
            {
                _nextMs = open.QueuedMs + limits.MaxAgeMs;
                break;
            }

            if (!busy.Contains(open.Offset) && (open.BundleId is not { } bundle || !young.Contains(bundle)))
            {
                old.Add(open);
                _expired.Add(open.Offset);
            }
        }

        if (old.Count > 0)
        {
            due.Add(new(DueKind.Expire, "", old.ToImmutable()));
        }
    }

    /// <summary>What its errand allows no more time for.</summary>
    private void GiveUp(List<Due> due)
    {
        var late = ImmutableArray.CreateBuilder<OpenDelivery>();
        foreach (var open in outbox.WithDeadline)
        {
            if (open.NotAfterMs > nowMs)
            {
                _nextMs = Math.Min(_nextMs, open.NotAfterMs);
                break;
            }

            if (!busy.Contains(open.Offset) && _expired.Add(open.Offset))
            {
                late.Add(open);
            }
        }

        if (late.Count > 0)
        {
            due.Add(new(DueKind.TooLate, "", late.ToImmutable()));
        }
    }

    private bool IsAlone(OpenDelivery open) => open.StaysAlone || Suspects.Contains(open.Offset);

    private bool IsOld(OpenDelivery open) => open.QueuedMs + limits.MaxAgeMs <= nowMs;

    /// <summary>Finds what nothing stands in the way of, up to so many.</summary>
    private void Walk(int limit)
    {
        foreach (var open in outbox.Open)
        {
            if (busy.Contains(open.Offset))
            {
                Wait(open);
            }
            else if (open.NextMs > nowMs)
            {
                _nextMs = Math.Min(_nextMs, open.NextMs);
                Wait(open);
            }
            else if (_expired.Contains(open.Offset))
            {
                continue;
            }
            else if (open.BundleId is { } bundle)
            {
                Meet(bundle, open.Entities);
            }
            else if (HasToWait(open))
            {
                Wait(open);
            }
            else
            {
                MakeReady(open);
                if (_ready.Count == limit)
                {
                    return;
                }
            }
        }
    }

    private bool HasToWait(OpenDelivery open)
    {
        foreach (var entity in open.Entities)
        {
            if (_waiting.ContainsKey(entity))
            {
                return true;
            }
        }

        return false;
    }

    private void MakeReady(OpenDelivery open)
    {
        _ready.Add(open);
        foreach (var entity in open.Entities)
        {
            _readyEntities.Add(entity);
        }
    }

    /// <summary>A bundle goes out as a whole, so it waits as a whole.</summary>
    private void Wait(OpenDelivery open)
    {
        foreach (var entity in open.Entities)
        {
            _waiting.TryAdd(entity, open.BundleId);
        }

        if (open.BundleId is { } bundle)
        {
            _waitingBundles.Add(bundle);
        }
    }

    private void Meet(string bundle, ImmutableArray<string> entities)
    {
        _bundles.Add(bundle);
        foreach (var entity in entities)
        {
            if ((_waiting.TryGetValue(entity, out var earlier) && earlier != bundle) || _readyEntities.Contains(entity))
            {
                _waitingBundles.Add(bundle);
            }

            _waiting.TryAdd(entity, bundle);
        }
    }

    private List<Due> Bundles()
    {
        _bundles.ExceptWith(_waitingBundles);
        return _bundles.Count == 0 ? [] : [.. outbox.Open.Where(IsOfBundle).GroupBy(open => open.BundleId!, (id, members) => new Due(DueKind.Send, id, [.. members]))];
    }

    private bool IsOfBundle(OpenDelivery open) => open.BundleId is { } bundle && _bundles.Contains(bundle);

    /// <summary>As many in one message as the receiver takes.</summary>
    private IEnumerable<Due> Together()
    {
        var messages = new List<List<OpenDelivery>>();
        var messageOf = new Dictionary<string, List<OpenDelivery>?>();
        List<OpenDelivery>? alarms = null;
        List<OpenDelivery>? recoveries = null;
        foreach (var ready in _ready)
        {
            ref var current = ref limits.KeepsRecoveriesApart && ready.IsRecovery ? ref recoveries : ref alarms;
            var isFull = current is null || current.Count >= limits.AlarmsPerMessage || IsAlone(ready);
            if (IsBehind(ready, messageOf, isFull ? null : current))
            {
                // It goes behind that one, and so does whatever follows of its entities.
                Assign(ready, null, messageOf);
                continue;
            }

            var message = isFull ? [] : current!;
            message.Add(ready);
            Assign(ready, message, messageOf);
            if (isFull)
            {
                messages.Add(message);
                current = IsAlone(ready) ? current : message;
            }
        }

        return messages.Select(Message);
    }

    /// <summary>One of its entities is told by another message than the one it could join.</summary>
    private static bool IsBehind(OpenDelivery ready, Dictionary<string, List<OpenDelivery>?> messageOf, List<OpenDelivery>? joined)
    {
        foreach (var entity in ready.Entities)
        {
            if (messageOf.TryGetValue(entity, out var earlier) && (joined is null || earlier != joined))
            {
                return true;
            }
        }

        return false;
    }

    private static void Assign(OpenDelivery ready, List<OpenDelivery>? message, Dictionary<string, List<OpenDelivery>?> messageOf)
    {
        foreach (var entity in ready.Entities)
        {
            messageOf[entity] = message;
        }
    }

    /// <summary>One message for all that may go together, however much that is, and one for each that goes alone.</summary>
    private IEnumerable<Due> Digests()
    {
        var alone = new List<Due>();
        var together = new List<OpenDelivery>();
        var messageOf = new Dictionary<string, List<OpenDelivery>?>();
        foreach (var ready in _ready)
        {
            var isAlone = IsAlone(ready);
            var isOfAnotherKind = !isAlone && limits.KeepsRecoveriesApart && together.Count > 0 && ready.IsRecovery != together[0].IsRecovery;
            if (isOfAnotherKind || IsBehind(ready, messageOf, isAlone ? null : together))
            {
                Assign(ready, null, messageOf);
            }
            else if (isAlone)
            {
                alone.Add(Message([ready]));
                Assign(ready, null, messageOf);
            }
            else
            {
                together.Add(ready);
                Assign(ready, together, messageOf);
            }
        }

        return alone.Concat(together.Count > 0 ? [Message(together)] : []);
    }

    /// <summary>One delivery alone needs no putting together, and keeps its own id.</summary>
    private Due Message(List<OpenDelivery> deliveries) => deliveries.Count == 1
        ? new(DueKind.Send, deliveries[0].MessageId, [deliveries[0]])
        : new(DueKind.Bundle, DeliveryId.OfBundle(outbox.Receiver, deliveries.Select(each => each.Delivery.Id)), [.. deliveries]);
}
