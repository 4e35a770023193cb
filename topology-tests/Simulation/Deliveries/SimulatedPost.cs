using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Delivering;
using Tocsin.Engine.Deliveries;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>The outside world of one instance's partition: what it begins ends when the simulation's time has come.</summary>
internal sealed class SimulatedPost(DeliveryWorld world, Tenure tenure) : IPost
{
    private readonly List<Sending> _underway = [];
    private readonly List<(ClaimBuilder Builder, long EndsMs, TaskCompletionSource<Claim> Result)> _reading = [];

    public long NowMs => world.NowMs;

    public ReceiverLimits? LimitsOf(string receiver) => DeliveryReceivers.All[receiver];

    public Task<Answer> SendAsync(string receiver, OutgoingMessage message, CancellationToken stop)
    {
        _underway.RemoveAll(sending => sending.Result.Task.IsCompleted);
        var sending = world.Begin(tenure, receiver, message, _underway.Count(other => other.Receiver == receiver));
        _underway.Add(sending);
        stop.Register(() => sending.Result.TrySetCanceled(stop));
        return sending.Result.Task;
    }

    public Task<Claim> ReadAsync(int partition, ClaimBuilder builder, CancellationToken stop)
    {
        var result = new TaskCompletionSource<Claim>();
        _reading.Add((builder, NowMs + world.DurationMs(), result));
        stop.Register(() => result.TrySetCanceled(stop));
        return result.Task;
    }

    /// <summary>What takes longest isn't waited for.</summary>
    public void Await(IReadOnlyCollection<Task> tasks)
    {
        foreach (var sending in _underway.Where(_ => !world.Cancels()))
        {
            sending.Result.TrySetResult(sending.Answer);
        }
    }

    public void Complete(long nowMs)
    {
        foreach (var sending in _underway.Where(sending => sending.EndsMs <= nowMs))
        {
            sending.Result.TrySetResult(sending.Answer);
        }

        foreach (var reading in _reading.Where(reading => reading.EndsMs <= nowMs))
        {
            Read(reading.Builder, reading.Result);
        }

        _reading.RemoveAll(reading => reading.Result.Task.IsCompleted);
    }

    private void Read(ClaimBuilder builder, TaskCompletionSource<Claim> result)
    {
        if (world.Fails())
        {
            result.TrySetException(new StageFailureException("planted"));
            return;
        }

        while (!builder.IsFull && !world.Fails())
        {
            if (world.Log(tenure.Partition).Next(builder.Next) is var (offset, entry))
            {
                builder.Take(entry.Value, offset, entry.TimestampMs);
            }
            else
            {
                builder.SkipTo(world.Log(tenure.Partition).LastStableOffset);
            }
        }

        result.TrySetResult(builder.Build());
    }
}
