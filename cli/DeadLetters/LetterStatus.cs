namespace Tocsin.Cli.DeadLetters;

/// <summary>What became of a dead letter.</summary>
internal enum LetterStatus
{
    /// <summary>Nobody has taken it back.</summary>
    Dead,

    /// <summary>The delivery was redriven and is dead again: a newer letter tells of it.</summary>
    DeadAgain,

    /// <summary>The delivery waits to be tried, or to be tried again.</summary>
    Waiting,

    /// <summary>The receiver has it after all.</summary>
    Delivered,

    /// <summary>The receiver isn't told of such alarms any more.</summary>
    Untold,

    /// <summary>It went back to where it came from; what became of it there is for its stage to tell.</summary>
    Redriven,
}
