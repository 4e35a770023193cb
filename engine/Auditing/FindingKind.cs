namespace Tocsin.Engine.Auditing;

/// <summary>How the record differs from what follows from the log.</summary>
public enum FindingKind
{
    /// <summary>It follows from the log and isn't recorded.</summary>
    Missing,

    /// <summary>It is recorded and doesn't follow from the log.</summary>
    Added,

    /// <summary>Another one follows from the log.</summary>
    Changed,
}
