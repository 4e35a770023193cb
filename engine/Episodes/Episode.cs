using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Episodes;

/// <summary>An episode of an alarm: what its policies told, who takes care, and what is to be told as long as nobody does.</summary>
internal sealed class Episode(string id) : Tracked
{
    public string Id => id;

    /// <summary>A signal of it was seen; else it is only acknowledged.</summary>
    public bool IsKnown { get; set; }

    /// <summary>An alarm of it fires: that it also lacks data begins nothing anew.</summary>
    public bool Fires { get; set; }

    public bool IsOver { get; set; }

    /// <summary>Of the newest record.</summary>
    public string AlarmId { get; set; } = "";

    /// <summary>What repeats and steps tell; null where nothing is to be told any more.</summary>
    public AlarmMessage? Alarm { get; set; }

    /// <summary>Empty if nobody takes care.</summary>
    public string AcknowledgedBy { get; set; } = "";

    public bool IsAcknowledged => AcknowledgedBy.Length > 0;

    public long TouchedMs { get; set; }

    /// <summary>As what it was counted last.</summary>
    public EpisodeStanding CountedAs { get; set; }

    public EpisodeStanding Standing => !IsKnown || IsOver ? EpisodeStanding.Other : IsAcknowledged ? EpisodeStanding.Acknowledged : EpisodeStanding.Active;

    /// <summary>In the order in which they told.</summary>
    public List<EpisodePolicy> Policies { get; } = [];

    /// <summary>In the order in which it was asked for.</summary>
    public List<Asked> Asked { get; } = [];

    public long ForgottenMs => TouchedMs + (IsKnown && !IsOver ? EpisodeTimes.ForgottenMs : EpisodeTimes.ForgottenSoonMs);

    public long NextDueMs
    {
        get
        {
            var dueMs = ForgottenMs;
            foreach (var policy in Policies)
            {
                dueMs = Math.Min(dueMs, policy.NextDueMs);
            }

            return dueMs;
        }
    }

    public EpisodePolicy? Find(string policy)
    {
        foreach (var each in Policies)
        {
            if (each.Name == policy)
            {
                return each;
            }
        }

        return null;
    }

    public EpisodePolicy Take(string policy)
    {
        if (Find(policy) is { } known)
        {
            return known;
        }

        if (Policies.Count == EpisodeTimes.MaxPolicies)
        {
            Policies.RemoveAt(0);
        }

        Policies.Add(new EpisodePolicy(policy));
        return Policies[^1];
    }

    public void Remember(Asked asked, long nowMs)
    {
        Asked.RemoveAll(each => each.UntilMs < nowMs);
        if (Asked.Count == EpisodeTimes.MaxAsked)
        {
            Asked.RemoveAt(0);
        }

        Asked.Add(asked);
    }

    /// <summary>Nothing is told any more by itself.</summary>
    public void Stop()
    {
        foreach (var policy in Policies)
        {
            policy.Stop();
        }

        Alarm = null;
    }

    /// <summary>It is over. What was told is remembered for a while, in case its end is told twice.</summary>
    public void End()
    {
        Stop();
        IsOver = true;
        AcknowledgedBy = "";
    }

    /// <summary>It fires although it was over: all begins anew.</summary>
    public void Reopen()
    {
        Policies.Clear();
        IsOver = false;
        Fires = false;
    }

    internal override byte[] Key() => SavedKey.OfEpisode(Number);

    internal override byte[] Encode()
    {
        var saved = new SavedEpisode
        {
            Number = Number,
            Id = id,
            IsKnown = IsKnown,
            Fires = Fires,
            IsOver = IsOver,
            AlarmId = AlarmId,
            AcknowledgedBy = AcknowledgedBy,
            TouchedMs = TouchedMs,
            Policies = { Policies.Select(policy => policy.Encode()) },
            Asked = { Asked.Select(asked => new SavedAsked { RecordId = asked.RecordId, Key = asked.Key, UntilMs = asked.UntilMs, Guard = asked.Guard }) },
        };
        if (Alarm is not null)
        {
            saved.Alarm = Alarm;
        }

        return saved.ToByteArray();
    }

    public static Episode Decode(SavedEpisode saved)
    {
        var episode = new Episode(saved.Id)
        {
            Number = saved.Number,
            IsKnown = saved.IsKnown,
            Fires = saved.Fires,
            IsOver = saved.IsOver,
            AlarmId = saved.AlarmId,
            Alarm = saved.Alarm,
            AcknowledgedBy = saved.AcknowledgedBy,
            TouchedMs = saved.TouchedMs,
            IsSaved = true,
        };
        episode.Policies.AddRange(saved.Policies.Select(EpisodePolicy.Decode));
        episode.Asked.AddRange(saved.Asked.Select(asked => new Asked(asked.RecordId, asked.Key, asked.UntilMs, asked.Guard)));
        return episode;
    }
}
