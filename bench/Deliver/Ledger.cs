using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>Follows the records topic: how many deliveries have come to an end, each counted once however often the ledger says so.</summary>
internal sealed class Ledger : IDisposable
{
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _delivered = [];
    private readonly Task _reading;
    private int _count;

    public Ledger(DispatchTopics topics)
    {
        _reading = Task.Factory.StartNew(() => Read(topics), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public int Delivered => Volatile.Read(ref _count);

    /// <summary>Waits until so many are delivered, busy with something else meanwhile.</summary>
    /// <exception cref="StageFailureException">Nothing has come for a minute, or something was given up.</exception>
    public void Await(int delivered, Func<bool> meanwhile)
    {
        var progress = (Count: -1, At: TimeProvider.System.GetTimestamp());
        while (Delivered < delivered)
        {
            if (_reading.IsFaulted)
            {
                throw new StageFailureException("the ledger can't be read further", _reading.Exception);
            }

            if (progress.Count != Delivered)
            {
                progress = (Delivered, TimeProvider.System.GetTimestamp());
            }
            else if (TimeProvider.System.GetElapsedTime(progress.At) > _patience)
            {
                throw new StageFailureException($"of {delivered} deliveries only {Delivered} came to an end");
            }

            if (!meanwhile())
            {
                Thread.Sleep(1);
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAny(_reading);
        _stop.Dispose();
    }

    private void Read(DispatchTopics topics)
    {
        using var reader = new TopicReader(topics.Client, topics.Names.Records, fromBeginning: true);
        while (!_stop.IsCancellationRequested)
        {
            if (reader.Read(_wait) is { Value: { } value })
            {
                Take(DeliveryState.Parser.ParseFrom(value));
            }
        }
    }

    private void Take(DeliveryState state)
    {
        if (state.Status is DeliveryStatus.Dead or DeliveryStatus.Untold)
        {
            throw new StageFailureException($"{state.Receiver} wasn't told: {state.Reason} {state.Detail}");
        }

        if (state.Status == DeliveryStatus.Delivered && _delivered.Add(state.Id))
        {
            Volatile.Write(ref _count, _delivered.Count);
        }
    }
}
