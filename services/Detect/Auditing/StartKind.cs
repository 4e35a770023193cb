namespace Tocsin.Detect.Auditing;

/// <summary>From what a replay starts.</summary>
public enum StartKind
{
    /// <summary>The first record there ever was: nothing came before it.</summary>
    Beginning,

    /// <summary>The state Detect has saved last.</summary>
    Checkpoint,

    /// <summary>A state that an earlier audit kept.</summary>
    Snapshot,

    /// <summary>So far back that windows, silence and recovery don't reach further.</summary>
    WarmUp,

    /// <summary>The first record that retention has left, later than what windows need.</summary>
    Retained,
}
