using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>A group of events, or one of the second level, whose members are groups.</summary>
internal sealed class NaiveGroup(int number, string name, string key, Defense defense, string policy, long createdMs)
{
    public int Number => number;

    /// <summary>After the event that created it.</summary>
    public string Name => name;

    public string Key => key;

    public Defense Defense => defense;

    public string Policy => policy;

    public long CreatedMs { get; set; } = createdMs;

    public bool IsMerge { get; init; }

    /// <summary>Of the merged summary that it may become a part of; empty if of none.</summary>
    public string MergeKey { get; init; } = "";

    public long EndedMs { get; set; }

    public bool IsEnded => EndedMs > 0;

    /// <summary>The merged summary it is part of.</summary>
    public NaiveGroup? Merge { get; set; }

    /// <summary>A merged summary that it counted for has been sent.</summary>
    public bool IsSpent { get; set; }

    public uint Members { get; set; }

    public uint More { get; set; }

    public long SummaryMs { get; set; } = createdMs + 60_000;
}
