using System.Globalization;
using System.Text;
using Tocsin.Integration.Detect;
using Tocsin.Runtime.Logs;

namespace Tocsin.Integration.Runtime;

public sealed class InputScannerTests : IDisposable
{
    private const int Partition = 1;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly Cluster _cluster = new(withTopics: false);
    private readonly ClientSettings _client;
    private readonly InputScanner _scanner;
    private readonly List<(int Partition, long From, long First)> _skipped = [];

    public InputScannerTests()
    {
        _client = new ClientSettings { BootstrapServers = _cluster.BootstrapServers };
        _cluster.Create(_cluster.Topics.Deliveries, partitions: 2);
        _scanner = new InputScanner(_client, _cluster.Topics.Deliveries) { Skipped = (partition, from, first) => _skipped.Add((partition, from, first)) };
    }

    [Fact]
    public void Stretch_OfAPartition_IsReadFromAnOffsetToANumber()
    {
        Write(10);

        var records = _scanner.Read(Partition, from: 3, maxRecords: 4, _patience, out var next);

        Assert.Equal(["3", "4", "5", "6"], records.Select(record => Encoding.UTF8.GetString(record.Value!)));
        Assert.Equal([3L, 4, 5, 6], records.Select(record => record.Offset));
        Assert.Equal(7, next);
        Assert.Empty(_skipped);
    }

    [Fact]
    public void End_BehindTheMarkerOfATransaction_IsReached()
    {
        WriteInTransaction(3);

        var records = _scanner.Read(Partition, from: 1, maxRecords: 100, _patience, out var next);
        var none = _scanner.Read(Partition, next, maxRecords: 100, _patience, out var end);

        Assert.Equal([1L, 2], records.Select(record => record.Offset));
        Assert.Empty(none);
        Assert.Equal((4, 4), (next, end));
    }

    [Fact]
    public void Begin_DeletedByRetention_IsSaidAndPassedOver()
    {
        Write(10);
        _cluster.DeleteRecords(_cluster.Topics.Deliveries, Partition, 6);

        var records = _scanner.Read(Partition, from: 2, maxRecords: 2, _patience, out var next);

        Assert.Equal([6L, 7], records.Select(record => record.Offset));
        Assert.Equal(8, next);
        Assert.Equal([(Partition, 2L, 6L)], _skipped);
    }

    [Fact]
    public void Readers_OfTwoThreads_GetWhatTheyAskedFor()
    {
        Write(10);

        Parallel.For(0, 8, i =>
        {
            var record = Assert.Single(_scanner.Read(Partition, from: i, maxRecords: 1, _patience, out var next));
            Assert.Equal((i, i + 1), (record.Offset, next));
        });
    }

    public void Dispose()
    {
        _scanner.Dispose();
        _cluster.Dispose();
    }

    private void Write(int count)
    {
        using var writer = new TopicWriter(_client);
        for (var i = 0; i < count; i++)
        {
            writer.Write(new(_cluster.Topics.Deliveries, null, Value(i)), Partition);
        }

        writer.Flush(_patience);
    }

    private void WriteInTransaction(int count)
    {
        using var writer = new TransactionalWriter(_client, $"{_cluster.Topics.Prefix}.test");
        writer.Begin();
        writer.Write([.. Enumerable.Range(0, count).Select(i => (new Tocsin.Runtime.Stages.OutputRecord(_cluster.Topics.Deliveries, null, Value(i)), Partition))]);
        writer.Commit();
    }

    private static byte[] Value(int number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
