using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Dispatch.Channels;

/// <summary>One way to tell one receiver: what a message looks like, how it gets there, and whether it did.</summary>
internal interface IChannel
{
    /// <summary>Null if the receiver is told of this alarm; else why not, such as "no recovery-text-template".</summary>
    string? WhyUntold(AlarmMessage alarm);

    /// <summary>What <see cref="SendAsync"/> would send, request by request.</summary>
    ImmutableArray<Preview> Render(OutgoingMessage message);

    /// <summary>
    /// One attempt. Whatever goes wrong is an answer; only cancellation throws. It has no time-out and no memory of earlier attempts of its own.
    /// </summary>
    Task<Answer> SendAsync(OutgoingMessage message, CancellationToken stop);
}
