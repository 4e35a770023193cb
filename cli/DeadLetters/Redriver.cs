using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.DeadLetters;

/// <summary>
/// Sends dead letters back, some at a time, each lot in one transaction with what the ledger says of it. There is one redriver at a time: a later one ends what
/// an earlier one has left open, and reads the ledger only then.
/// </summary>
/// <remarks>Where transactions only write records, as on the embedded broker, the order makes up for it: the ledger comes first, so what Dispatch says of a delivery comes after it.</remarks>
internal sealed class Redriver(ClientSettings client, Topics topics, int perSecond) : IDisposable
{
    private const int LotsPerSecond = 10;
    private const int MaxLot = 500;
    private readonly TransactionalWriter _writer = new(client, $"{topics.Prefix}.dlq");

    /// <summary>How many went, also where <see cref="Run"/> failed.</summary>
    public int Went { get; private set; }

    /// <summary>Ends early when told to stop, between two lots.</summary>
    /// <exception cref="FencedException">Another redriver began after this one.</exception>
    /// <exception cref="StageFailureException">Kafka refuses.</exception>
    public void Run(IReadOnlyList<Redrive> going, CancellationToken stop)
    {
        var begun = TimeProvider.System.GetTimestamp();
        foreach (var lot in going.Chunk(Math.Clamp(perSecond / LotsPerSecond, 1, MaxLot)))
        {
            var due = DueAfter(Went, perSecond) - TimeProvider.System.GetElapsedTime(begun);
            if (stop.IsCancellationRequested || (due > TimeSpan.Zero && stop.WaitHandle.WaitOne(due)))
            {
                return;
            }

            _writer.Begin();
            _writer.Write([.. lot.Select(redrive => (redrive.Note, -1))]);
            _writer.Write([.. lot.Select(redrive => (redrive.Record, redrive.Partition))]);
            _writer.Commit();
            Went += lot.Length;
        }
    }

    /// <summary>How long after the first the next may go, so many having gone.</summary>
    public static TimeSpan DueAfter(int went, int perSecond) => TimeSpan.FromSeconds((double)went / perSecond);

    public void Dispose() => _writer.Dispose();
}
