using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>A delivery that is neither delivered nor given up.</summary>
public sealed class OpenDelivery(long offset, long queuedMs, Delivery delivery)
{
    private const int MaxNotes = 10;

    /// <summary>Its place in the partition.</summary>
    public long Offset => offset;

    /// <summary>When it came, by the log's clock.</summary>
    public long QueuedMs => queuedMs;

    public Delivery Delivery => delivery;

    /// <summary>Deliveries of one entity keep their order; a summary is about several.</summary>
    public ImmutableArray<string> Entities { get; } = EntitiesOf(delivery);

    /// <summary>What it is done for, as far as that limits it; null if nothing does. What was sent again by hand is limited no more.</summary>
    public Errand? Errand => delivery.Redriven == 0 ? delivery.Errand : null;

    public Summary? Summary => delivery.Errand?.Summary;

    /// <summary>So many alarms it tells one by one.</summary>
    public int Told { get; private set; } = delivery.Errand?.Summary?.Alarms.Count ?? 1;

    /// <summary>Those alarms, in the order of the log.</summary>
    public IEnumerable<AlarmMessage> Alarms => Summary is { } summary ? summary.Alarms.Take(Told) : [delivery.Alarm];

    /// <summary>So many more it tells by their number alone.</summary>
    public uint More => Summary is { } summary ? summary.More + (uint)(summary.Alarms.Count - Told) : 0;

    /// <summary>Where it goes out alone: the id of that message.</summary>
    public string MessageId => Summary is { } summary && Told < summary.Alarms.Count ? DeliveryId.OfShortened(delivery.Id, Told) : delivery.Id;

    public bool IsRecovery => Alarms.All(alarm => alarm.State is AlarmState.Recovered or AlarmState.Closed);

    public int Attempts { get; internal set; }

    /// <summary>Not to be tried before; 0 if at once.</summary>
    public long NextMs { get; internal set; }

    /// <summary>The bundle it goes out with, null if alone.</summary>
    public string? BundleId { get; internal set; }

    /// <summary>It is not to be bundled again.</summary>
    public bool IsSingle { get; internal set; }

    /// <summary>
    /// It goes out under its own id: what was tried under it once is known by it. A summary is a message of its own; so is what is to be done, not only told, and
    /// what is asked.
    /// </summary>
    public bool StaysAlone => IsSingle || IsOneMessage || (BundleId is null && Attempts > 0);

    private bool IsOneMessage { get; } = delivery.Errand is { KindCase: not Errand.KindOneofCase.None } or { NotAfterMs: > 0 } or { MaxAttempts: > 0 };

    /// <summary>From then on it is of no use any more; <see cref="long.MaxValue"/> if it always is.</summary>
    internal long NotAfterMs => Errand is { NotAfterMs: > 0 and var notAfterMs } ? notAfterMs : long.MaxValue;

    /// <summary>There were as many attempts as its errand allows.</summary>
    internal bool IsExhausted => Errand is { MaxAttempts: > 0 and var most } && Attempts >= most;

    internal List<AttemptNote> Notes { get; } = [];

    /// <summary>Differs from what the changelog holds.</summary>
    internal bool IsDirty { get; set; } = true;

    /// <summary>The changelog knows it.</summary>
    internal bool IsSaved { get; private set; }

    internal void Note(Attempt attempt)
    {
        if (attempt.MessageId.Length > 0)
        {
            Attempts++;
        }

        if (Notes.Count == MaxNotes)
        {
            Notes.RemoveAt(0);
        }

        Notes.Add(new AttemptNote
        {
            StartedMs = attempt.StartedMs,
            DurationMs = attempt.DurationMs,
            Reason = attempt.Reason,
            MessageId = attempt.MessageId,
            Alarms = Math.Max((uint)attempt.Offsets.Count, (uint)Told),
            Warning = attempt.Warning,
        });
        IsDirty = true;
    }

    /// <summary>Half as many alarms from now on, if this attempt tried as many as it tells now; with one alone nothing is left to leave out.</summary>
    internal void Shorten(string messageId)
    {
        if (Summary is not null && Told > 1 && messageId == MessageId)
        {
            Told = (Told + 1) / 2;
            IsDirty = true;
        }
    }

    internal DeliveryState State(DeliveryStatus status, Origin place) => new()
    {
        Id = delivery.Id,
        Receiver = delivery.Receiver,
        Status = status,
        Route = delivery.Route,
        AlarmId = delivery.Alarm?.Id ?? "",
        EpisodeId = delivery.Alarm?.EpisodeId ?? "",
        RuleName = delivery.Alarm?.RuleName ?? "",
        Name = delivery.Alarm?.Name ?? "",
        AlarmState = delivery.Alarm?.State ?? AlarmState.Unspecified,
        QueuedMs = queuedMs,
        Attempts = (uint)Attempts,
        NextMs = NextMs,
        Notes = { Notes },
        Redriven = delivery.Redriven,
        Place = place,
        RecordId = delivery.Errand?.RecordId ?? "",
        AlarmCount = Summary is { } summary ? (uint)summary.Alarms.Count + summary.More : 0,
    };

    internal SavedDelivery Save()
    {
        IsDirty = false;
        IsSaved = true;
        return new SavedDelivery
        {
            Offset = offset,
            QueuedMs = queuedMs,
            Delivery = delivery,
            Attempts = (uint)Attempts,
            NextMs = NextMs,
            Notes = { Notes },
            BundleId = BundleId ?? "",
            IsSingle = IsSingle,
            Told = Summary is { } summary && Told < summary.Alarms.Count ? (uint)Told : 0,
        };
    }

    internal static OpenDelivery Load(SavedDelivery saved)
    {
        var open = new OpenDelivery(saved.Offset, saved.QueuedMs, saved.Delivery)
        {
            Attempts = (int)saved.Attempts,
            NextMs = saved.NextMs,
            BundleId = saved.BundleId.Length > 0 ? saved.BundleId : null,
            IsSingle = saved.IsSingle,
            IsDirty = false,
            IsSaved = true,
        };
        open.Told = saved.Told > 0 ? (int)saved.Told : open.Told;
        open.Notes.AddRange(saved.Notes);
        return open;
    }

    private static ImmutableArray<string> EntitiesOf(Delivery delivery) =>
        delivery.Errand?.Summary is { } summary ? [.. summary.Alarms.Select(EntityOf).Distinct()] : [EntityOf(delivery.Alarm)];

    private static string EntityOf(AlarmMessage? alarm) => $"{alarm?.ScopeId}|{alarm?.Id0}|{alarm?.Id1}";
}
