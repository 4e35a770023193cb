using Google.Protobuf;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Dispatch.Approvals;

/// <summary>Appends answers to the actions topic. May be used from several threads; they wait for one another, which matters to nobody who presses a button.</summary>
internal sealed class AnswerWriter(ClientSettings client, string topic) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private TopicWriter? _writer;

    /// <summary>Waits until Kafka has it.</summary>
    /// <exception cref="StageFailureException">Kafka doesn't take it; it may be in the log nevertheless.</exception>
    public Task AppendAsync(ApprovalTicket ticket, ApprovalAnswer answer) => Task.Run(() =>
    {
        var record = new OutputRecord(topic, [.. ticket.Key], new ActionRecord { ApprovalAnswer = answer }.ToByteArray());
        lock (_lock)
        {
            Append(record);
        }
    });

    public void Dispose()
    {
        lock (_lock)
        {
            _writer?.Dispose();
        }
    }

    /// <summary>A writer that failed once stays so; the next answer gets a new one.</summary>
    private void Append(OutputRecord record)
    {
        try
        {
            _writer ??= new TopicWriter(client);
            _writer.Write(record);
            _writer.Flush(_patience);
        }
        catch (StageFailureException)
        {
            _writer?.Dispose();
            _writer = null;
            throw;
        }
    }
}
