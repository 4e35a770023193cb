using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Acting;

/// <summary>Appends what people say to the actions topic, under the key by which it reaches what it concerns.</summary>
internal sealed class ActionWriter(ClientSettings client, Topics topics) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly TopicWriter _writer = new(client);

    /// <summary>Who reads the topic would put it among the dead letters.</summary>
    /// <exception cref="StageFailureException">It would not be taken.</exception>
    public static void ThrowIfRefused(ActionRecord record)
    {
        if (ActionRecords.Read(record.ToByteArray()).Problem is { Length: > 0 } problem)
        {
            throw new StageFailureException($"this would not be taken: {problem}");
        }
    }

    /// <summary>Returns when all have arrived.</summary>
    /// <exception cref="StageFailureException">One would not be taken, so that none is written, or could not be delivered.</exception>
    public void Write(params IReadOnlyCollection<(byte[] Key, ActionRecord Record)> records)
    {
        foreach (var (_, record) in records)
        {
            ThrowIfRefused(record);
        }

        foreach (var (key, record) in records)
        {
            _writer.Write(new OutputRecord(topics.Actions, key, record.ToByteArray()));
        }

        _writer.Flush(_patience);
    }

    public void Dispose() => _writer.Dispose();
}
