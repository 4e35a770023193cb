using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Dispatch.Channels;

/// <summary>One message for one receiver, as often as it has to be tried.</summary>
internal sealed record OutgoingMessage
{
    /// <summary>The same at every attempt, after a crash too: by it receivers know repetitions.</summary>
    public required string Id { get; init; }

    /// <summary>At least one, in the order of the log. More than the channel tells in one message make a digest.</summary>
    public required ImmutableArray<AlarmMessage> Alarms { get; init; }

    /// <summary>The time that signatures carry.</summary>
    public required long NowMs { get; init; }

    /// <summary>Sent by hand to try the receiver; the text says so.</summary>
    public bool IsTest { get; init; }

    /// <summary>Not of the present but of a replay; the text says so.</summary>
    public bool IsReplay { get; init; }
}
