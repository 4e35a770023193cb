using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Tocsin.Runtime.Brokers;

/// <summary>Owns a mock cluster of librdkafka and the client it hangs on, and frees both, the cluster first.</summary>
internal sealed class MockClusterHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly nint _client;

    private MockClusterHandle(nint client, nint cluster)
        : base(ownsHandle: true)
    {
        _client = client;
        SetHandle(cluster);
    }

    internal static MockClusterHandle Create(int brokers)
    {
        Span<byte> error = stackalloc byte[512];
        var conf = Librdkafka.ConfNew();

        // The client only carries the cluster and never connects; what it logs below "critical" would only be noise.
        var set = Librdkafka.ConfSet(conf, "log_level", "2", error, (nuint)error.Length);
        var client = set == 0 ? Librdkafka.New(Librdkafka.Producer, conf, error, (nuint)error.Length) : 0;
        if (client == 0)
        {
            Librdkafka.ConfDestroy(conf);
            throw new InvalidOperationException($"librdkafka can't be started: {Encoding.UTF8.GetString(error.TrimEnd((byte)0))}");
        }

        var cluster = Librdkafka.MockClusterNew(client, brokers);
        if (cluster == 0)
        {
            Librdkafka.Destroy(client);
            throw new InvalidOperationException($"librdkafka can't start {brokers} embedded brokers; are there free ports on 127.0.0.1?");
        }

        return new MockClusterHandle(client, cluster);
    }

    protected override bool ReleaseHandle()
    {
        Librdkafka.MockClusterDestroy(handle);
        Librdkafka.Destroy(_client);
        return true;
    }
}
