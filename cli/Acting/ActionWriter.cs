using Google.Protobuf;
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

    /// <summary>Returns when all have arrived.</summary>
    /// <exception cref="StageFailureException">One could not be delivered.</exception>
    public void Write(params IEnumerable<(byte[] Key, ActionRecord Record)> records)
    {
        foreach (var (key, record) in records)
        {
            _writer.Write(new OutputRecord(topics.Actions, key, record.ToByteArray()));
        }

        _writer.Flush(_patience);
    }

    public void Dispose() => _writer.Dispose();
}
