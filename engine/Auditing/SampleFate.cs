namespace Tocsin.Engine.Auditing;

/// <summary>What became of a sample in a window.</summary>
public enum SampleFate
{
    /// <summary>It is the value of its minute now, and matches.</summary>
    Matching,

    /// <summary>It is the value of its minute now, and doesn't match.</summary>
    NotMatching,

    /// <summary>The window didn't reach back to its minute any more.</summary>
    Late,
}
