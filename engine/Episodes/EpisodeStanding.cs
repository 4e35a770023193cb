namespace Tocsin.Engine.Episodes;

/// <summary>How an episode is counted.</summary>
internal enum EpisodeStanding
{
    /// <summary>It is over, or only acknowledged so far.</summary>
    Other,
    Active,
    Acknowledged,
}
