using System.Collections.Immutable;
using Tocsin.Dispatch.Channels;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>One attempt to send a message.</summary>
internal sealed class Sending(Tenure by, string receiver, string messageId, ImmutableArray<string> alarms, long startedMs)
{
    public Tenure By => by;

    public string Receiver => receiver;

    public string MessageId => messageId;

    /// <summary>The ids of those it tells.</summary>
    public ImmutableArray<string> Alarms => alarms;

    public long StartedMs => startedMs;

    /// <summary>When the sender learns what came of it.</summary>
    public required long EndsMs { get; init; }

    /// <summary>What the sender learns.</summary>
    public required Answer Answer { get; init; }

    /// <summary>The receiver has got it, whatever the sender learns.</summary>
    public required bool Arrives { get; init; }

    public TaskCompletionSource<Answer> Result { get; } = new();

    /// <summary>Its owner did not wait for it.</summary>
    public bool WasCancelled => Result.Task.IsCanceled;

    /// <summary>The owner knows that the delivery isn't settled by it.</summary>
    public bool MayBeRepeated => Result.Task.IsCompletedSuccessfully && (Answer.Verdict is Verdict.TryAgain or Verdict.NotSent || (Answer.Verdict == Verdict.ContentRefused && alarms.Length > 1));
}
