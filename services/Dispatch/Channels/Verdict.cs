namespace Tocsin.Dispatch.Channels;

/// <summary>What came of an attempt, by the receiver's own measure.</summary>
internal enum Verdict
{
    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It may work later.</summary>
    TryAgain,

    /// <summary>It will never work, whatever the message: the receiver is gone, or doesn't know us.</summary>
    Refused,

    /// <summary>This message isn't taken; others may be. Of several alarms in one message perhaps only one is at fault.</summary>
    ContentRefused,

    /// <summary>Nothing was sent, because too much went wrong before; it doesn't count as an attempt.</summary>
    NotSent,
}
