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

    /// <summary>Deliveries of one entity keep their order.</summary>
    public string Entity { get; } = $"{delivery.Alarm?.ScopeId}|{delivery.Alarm?.Id0}|{delivery.Alarm?.Id1}";

    public bool IsRecovery => delivery.Alarm?.State is AlarmState.Recovered or AlarmState.Closed;

    public int Attempts { get; internal set; }

    /// <summary>Not to be tried before; 0 if at once.</summary>
    public long NextMs { get; internal set; }

    /// <summary>The bundle it goes out with, null if alone.</summary>
    public string? BundleId { get; internal set; }

    /// <summary>It is not to be bundled again.</summary>
    public bool IsSingle { get; internal set; }

    /// <summary>It goes out under its own id: what was tried under it once is known by it.</summary>
    public bool StaysAlone => IsSingle || (BundleId is null && Attempts > 0);

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
            Alarms = (uint)attempt.Offsets.Count,
            Warning = attempt.Warning,
        });
        IsDirty = true;
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
        open.Notes.AddRange(saved.Notes);
        return open;
    }
}
