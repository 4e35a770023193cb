namespace Tocsin.Engine.Auditing;

/// <summary>A check of a rule and entity.</summary>
/// <param name="Minute">The checked minute, from 1970.</param>
/// <param name="Matched">Matching minutes of the window; 0 of a composite rule.</param>
/// <param name="Condition">Whether the condition was true.</param>
public sealed record TracedCheck(int Minute, int Matched, bool Condition)
{
    /// <summary>What was decided, in a word: one of those in docs/audit.md.</summary>
    public string Reason { get; internal set; } = "condition-false";

    /// <summary>Checks after this one that stay silent.</summary>
    public int SilentChecksLeft { get; internal set; }

    /// <summary>Checks in a row that counted towards recovery.</summary>
    public int CalmChecks { get; internal set; }

    /// <summary>Records of the open episode; 0 if none is open.</summary>
    public int EpisodeRecords { get; internal set; }
}
