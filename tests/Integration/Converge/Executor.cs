using System.Collections.Concurrent;
using Google.Protobuf;
using Tocsin.Engine.Origins;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Converge;

/// <summary>Carries out every command at once, and says that it succeeded. It takes each once, as its origin shows.</summary>
internal sealed class Executor : IDisposable
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ActionCommand> _done = new();
    private readonly Dictionary<int, OriginFilter> _seen = [];
    private readonly Task _work;

    public Executor(ClientSettings client, Topics topics) =>
        _work = Task.Factory.StartNew(() => Work(client, topics), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>In the order in which they were read.</summary>
    public IReadOnlyCollection<ActionCommand> Done => _done;

    public void Dispose()
    {
        _stop.Cancel();
        _work.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private void Work(ClientSettings client, Topics topics)
    {
        using var writer = new TopicWriter(client);
        using var reader = new TopicReader(client, topics.Commands, fromBeginning: true);
        while (!_stop.IsCancellationRequested)
        {
            if (reader.Read(_poll) is { Value: { } value } record && ActionCommand.Parser.ParseFrom(value) is var command && IsNew(record.Partition, command))
            {
                _done.Enqueue(command);
                var outcome = new ActionRecord { Outcome = new Outcome { RecordId = command.RecordId, Result = OutcomeResult.Success, Reason = "ok" } };
                writer.Write(new OutputRecord(topics.Actions, command.Key.ToByteArray(), outcome.ToByteArray()));
            }
        }
    }

    private bool IsNew(int partition, ActionCommand command)
    {
        _seen.TryAdd(partition, new OriginFilter());
        return _seen[partition].IsNew(command.Origin);
    }
}
