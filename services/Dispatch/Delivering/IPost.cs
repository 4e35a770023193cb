using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>The outside world as a courier sees it: receivers, and the log before the records it is given.</summary>
internal interface IPost
{
    /// <summary>What a receiver takes; null if the settings have no such receiver.</summary>
    ReceiverLimits? LimitsOf(string receiver);

    /// <summary>Begins an attempt. Whatever goes wrong is an answer; only cancellation throws.</summary>
    Task<Answer> SendAsync(string receiver, OutgoingMessage message, CancellationToken stop);

    /// <summary>Begins to read the log where a backlog begins, as far as the builder asks for.</summary>
    Task<Claim> ReadAsync(int partition, ClaimBuilder builder, CancellationToken stop);

    /// <summary>The wall clock.</summary>
    long NowMs { get; }

    /// <summary>Waits until these are done, but not for long.</summary>
    void Await(IReadOnlyCollection<Task> tasks);
}
