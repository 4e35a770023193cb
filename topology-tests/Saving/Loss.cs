namespace Tocsin.TopologyTests.Saving;

/// <summary>Something that a saved state might forget, to show that the comparison on random cases would notice.</summary>
internal enum Loss
{
    None,
    Dirt,
    Clock,
    NextCheck,
    CheckNumber,
    Name,
    Attributes,
    LastSeen,
    Newest,
    Latest,
    Matches,
    MatchingValues,
    Label,
    Integer,
    Visited,
    Watched,
    Silence,
    CalmChecks,
    Sequence,
    Start,
    EpisodeId,
    Text,
    NoDataTold,
    CompositeCycle,
}
