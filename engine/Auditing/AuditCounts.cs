namespace Tocsin.Engine.Auditing;

/// <summary>What an audit has counted.</summary>
public sealed record AuditCounts
{
    /// <summary>Alarms that follow from the log.</summary>
    public long Derived { get; set; }

    /// <summary>Records of the alarms topic, repetitions included.</summary>
    public long Recorded { get; set; }

    public long Identical { get; set; }

    /// <summary>Records that were written once more after a crash, byte for byte the same.</summary>
    public long Repeated { get; set; }

    public long Missing { get; set; }

    public long Added { get; set; }

    public long Changed { get; set; }

    /// <summary>Recorded or derived alarms of episodes that began before the replay was sure of them.</summary>
    public long EarlierEpisodes { get; set; }

    /// <summary>Alarms that tell a name, attributes or a last value which came before the replay began.</summary>
    public long EarlierDetails { get; set; }

    /// <summary>Alarms whose record may have been deleted from the alarms topic by now.</summary>
    public long Expired { get; set; }

    /// <summary>Alarms too large for a record, which Detect makes dead letters.</summary>
    public long TooLarge { get; set; }

    public long Undecided => EarlierEpisodes + EarlierDetails + Expired;

    public long Differences => Missing + Added + Changed;

    public static AuditCounts operator +(AuditCounts left, AuditCounts right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new()
        {
            Derived = left.Derived + right.Derived,
            Recorded = left.Recorded + right.Recorded,
            Identical = left.Identical + right.Identical,
            Repeated = left.Repeated + right.Repeated,
            Missing = left.Missing + right.Missing,
            Added = left.Added + right.Added,
            Changed = left.Changed + right.Changed,
            EarlierEpisodes = left.EarlierEpisodes + right.EarlierEpisodes,
            EarlierDetails = left.EarlierDetails + right.EarlierDetails,
            Expired = left.Expired + right.Expired,
            TooLarge = left.TooLarge + right.TooLarge,
        };
    }

    public static AuditCounts Add(AuditCounts left, AuditCounts right) => left + right;
}
