using System.Text.Json;
using Tocsin.Cli;
using Tocsin.Cli.Lagging;
using Tocsin.Converge;
using Tocsin.Detect;
using Tocsin.Dispatch;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Topics;
using Tocsin.Unit.Auditing;

namespace Tocsin.Unit.Lagging;

public sealed class LagTests : IDisposable
{
    private const long NowMs = 1_700_000_000_000;
    private static readonly Tocsin.Protos.Topics _topics = new("shop");
    private readonly MemoryLog _log = new();
    private readonly Dictionary<string, IReadOnlyList<GroupMember>> _members = [];
    private long _open;

    public LagTests() => Fill(_topics.Metrics, 2, 10);

    [Fact]
    public void Stage_Behind_SaysHowManyRecordsAndHowLong()
    {
        Commit("shop.detect", _topics.Metrics, 10, 7);
        _members["shop.detect"] = [new("i0", [new(_topics.Metrics, 1)])];

        var detect = Read()[0];

        Assert.Equal((3L, 3_000L, "shop.detect"), (detect.Lag, detect.BehindMs, detect.Group));
        Assert.Equal([null, "i0"], detect.Partitions.Select(partition => partition.Owner));
        Assert.Equal((0L, 0L), (detect.Partitions[0].Lag, detect.Partitions[0].BehindMs));
        Assert.Contains("detect: 3 records behind in 1 of 2 partitions of shop.metrics.v1, 3 s at most; group shop.detect with 1 member\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Group_ThatNeverCommitted_SaysSo()
    {
        Commit("shop.other", _topics.Metrics, 1, 1);

        var text = Text();

        Assert.Contains("detect: group shop.detect or tocsin.detect never committed anything of shop.metrics.v1, which holds 20 records\n", text, StringComparison.Ordinal);
        Assert.Matches("detect +1 +never +10 +10 +- +-\n", text);
        Assert.Contains("deliver: there is no topic shop.deliveries.v1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_NamedAfterTheUsualPrefix_IsFound()
    {
        Commit("tocsin.detect", _topics.Metrics, 10, 10);

        Assert.Equal(("tocsin.detect", 0L), (Read()[0].Group, Read()[0].Lag));
        Assert.Contains("detect: at the end of shop.metrics.v1; group tocsin.detect\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Retention_PastTheCommittedOffset_IsTold()
    {
        Commit("shop.detect", _topics.Metrics, 10, 2);
        _log.DeleteBefore(_topics.Metrics, 1, 6);

        Assert.Equal(4, Read()[0].Lag);
        Assert.Contains("  partition 1: retention has deleted 4 offsets that weren't processed\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_OfAnOpenTransaction_AreCountedAndTold()
    {
        Commit("shop.detect", _topics.Metrics, 10, 10);
        _open = 4;

        Assert.Equal(8, Read()[0].Lag);
        Assert.Contains("  partition 1: 4 of them wait for the end of a transaction\n", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Route_IsShownOnlyWhereDispatchReadsAlarms()
    {
        Fill(_topics.Alarms, 1, 1);
        Assert.DoesNotContain(Read(), lag => lag.Stage.Name == "route");

        Commit("shop.dispatch.route", _topics.Alarms, 1);

        Assert.Contains(Read(), lag => lag.Stage.Name == "route");
    }

    [Fact]
    public void Report_AsJson_HasEveryPartition()
    {
        Commit("shop.detect", _topics.Metrics, 10, 7);
        using var output = new StringWriter();
        LagCommand.Write(Read(), NowMs, isJson: true, Terminal(output));

        using var report = JsonDocument.Parse(output.ToString());

        var detect = report.RootElement.GetProperty("stages")[0];
        Assert.Equal((3, 2), (detect.GetProperty("lag").GetInt32(), detect.GetProperty("partitions").GetArrayLength()));
        Assert.Equal("2023-11-14T22:13:26.000Z", detect.GetProperty("partitions")[1].GetProperty("processed").GetString());
    }

    [Fact]
    public void Groups_ByDefault_AreThoseOfTheServices()
    {
        var client = new ClientSettings { BootstrapServers = "" };
        var (detect, converge, dispatch) = (new DetectSettings { Client = client }.GroupId, new ConvergeSettings { Client = client }.GroupId, new DispatchSettings { Client = client }.GroupId);

        Assert.Equal(
            [detect, $"{converge}.match", $"{converge}.converge", $"{dispatch}.execute", $"{dispatch}.route", $"{dispatch}.deliver"],
            GroupOptions.Stages(new(), null, null, null).Select(stage => Assert.Single(stage.Groups)));
    }

    public void Dispose() => _log.Dispose();

    private static Terminal Terminal(TextWriter output) => new(TextReader.Null, output, TextWriter.Null, HasColours: false);

    /// <summary>Records a second apart.</summary>
    private void Fill(string topic, int partitions, int records)
    {
        _log.Create(topic, partitions);
        for (var partition = 0; partition < partitions; partition++)
        {
            for (var record = 0; record < records; record++)
            {
                _log.Append(topic, partition, NowMs + (record * 1_000), null, []);
            }
        }
    }

    private void Commit(string group, string topic, params long[] offsets) =>
        _log.Groups[(group, topic)] = offsets.Select((offset, partition) => (offset, partition)).ToDictionary(each => each.partition, each => each.offset);

    private IReadOnlyList<StageLag> Read()
    {
        var stages = GroupOptions.Stages(_topics, null, null, null);
        var partitions = new Dictionary<string, int> { [_topics.Metrics] = 2, [_topics.Alarms] = 1 };
        return new LagReader(_log, Ends, _ => _members).Read(stages, partitions, CancellationToken.None);
    }

    private IReadOnlyList<long> Ends(string topic, int partitions) => [.. Enumerable.Range(0, partitions).Select(partition => _log.Bounds(topic, partition).To + _open)];

    private string Text()
    {
        using var output = new StringWriter { NewLine = "\n" };
        LagCommand.Write(Read(), NowMs, isJson: false, Terminal(output));
        return output.ToString();
    }
}
