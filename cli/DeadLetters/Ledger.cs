using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.DeadLetters;

/// <summary>The records topic, read for some dead letters. To be used from one thread.</summary>
internal sealed class Ledger : IDisposable
{
    private readonly CatchUpReader _reader;

    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public Ledger(ClientSettings client, Topics topics, IEnumerable<Letter> letters)
    {
        Table = new LedgerTable(letters);
        _reader = new CatchUpReader(client, topics.Records);
        try
        {
            Refresh();
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public LedgerTable Table { get; }

    /// <summary>Reads on to the present end.</summary>
    public void Refresh() => _reader.ReadOn(Table.Take);

    public void Dispose() => _reader.Dispose();
}
