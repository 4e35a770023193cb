using System.Text;
using Google.Protobuf;
using Tocsin.Integration.Detect;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Runtime;

/// <summary>
/// What a detector knew before a restart it knows after it, though the records it knew it from are gone. The log's time is ahead of the clock on
/// the wall, so no ticks come between.
/// </summary>
public sealed class RestartTests : IDisposable
{
    private const int Partition = 1;
    private readonly long _startMs = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / Shop.MsPerMinute * Shop.MsPerMinute) + (10 * Shop.MsPerMinute);
    private readonly Installation _installation = new(rules: Shop.Rules);
    private readonly TopicWriter _writer;
    private int _published;

    public RestartTests() => _writer = new TopicWriter(_installation.Client);

    [Fact]
    public void Window_FromBeforeTheRestart_CountsInTheAlarm()
    {
        PublishAndSettle(from: 0, 1200, 200);

        Restart();
        PublishAndSettle(from: 2, 1300, 200);

        Assert.Equal(AlarmState.Firing, Assert.Single(_installation.Plain.Latest).State);
    }

    [Fact]
    public void Silence_FromBeforeTheRestart_Holds()
    {
        PublishAndSettle(from: 0, 1200, 1300, 1300);
        Assert.Single(_installation.Plain.Latest);

        Restart();
        PublishAndSettle(from: 3, 1300, 1300);

        Assert.Single(_installation.Plain.Latest);
    }

    [Fact]
    public void Episode_OpenedBeforeTheRestart_RecoversWithItsId()
    {
        PublishAndSettle(from: 0, 1200, 1300, 200);

        Restart();
        PublishAndSettle(from: 3, 200, 200, 200, 200);

        var alarms = _installation.Plain.Latest.ToList();
        Assert.Equal([AlarmState.Firing, AlarmState.Recovered], alarms.Select(alarm => alarm.State));
        Assert.Equal(alarms[0].EpisodeId, alarms[1].EpisodeId);
        Assert.NotEmpty(alarms[0].EpisodeId);
    }

    [Fact]
    public void Term_UnderLoad_EndsWithEverythingCommittedAndSaved()
    {
        PublishAndSettle(from: 0, 1200, 1300, 200);
        _installation.Stop("i0");

        Assert.Equal(End, Committed());
        AssertSaved(End);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _installation.Dispose();
    }

    /// <summary>Ends the instance, and lets retention take all it has read; it starts again with the next records.</summary>
    private void Restart()
    {
        _installation.Stop("i0");
        AssertSaved(End);
        _installation.Cluster.DeleteRecords(_installation.Topics.Metrics, Partition, End);
    }

    /// <summary>A value in each of these minutes, published in that minute; all are processed and committed when this returns.</summary>
    private void PublishAndSettle(int from, params double[] values)
    {
        foreach (var (value, index) in values.Select((value, index) => (value, index)))
        {
            var timestampMs = _startMs + ((from + index) * Shop.MsPerMinute) + 10_000;
            _writer.Write(new OutputRecord(_installation.Topics.Metrics, "cart"u8.ToArray(), Shop.Sample("cart", value).ToByteArray(), null, timestampMs), Partition);
            _published++;
        }

        _writer.Flush(TimeSpan.FromSeconds(30));
        if (!_installation.Names.Any())
        {
            _installation.Start("i0");
        }

        _installation.AwaitOutcome(_published);
        Shop.Eventually(() => _installation.Plain.Difference() is null && Committed() == End, () => $"committed {Committed()}, expected {End}");
    }

    /// <summary>The offset behind all records of the partition.</summary>
    private long End => _installation.Plain.EndOf(Partition);

    private long Committed() => _installation.Cluster.Committed(_installation.Topics.Prefix, _installation.Topics.Metrics, Partition);

    /// <summary>The newest checkpoint of the changelog reflects all records before this offset.</summary>
    private void AssertSaved(long nextOffset)
    {
        using var reader = new TopicReader(_installation.Client, _installation.Topics.State("detect"), fromBeginning: true);
        Checkpoint? newest = null;
        Shop.Eventually(
            () =>
            {
                while (reader.Read(TimeSpan.FromMilliseconds(100)) is { } record)
                {
                    newest = record.Partition == Partition && Encoding.UTF8.GetString(record.Key!) == "checkpoint" ? Checkpoint.Parser.ParseFrom(record.Value) : newest;
                }

                return newest?.NextOffset == nextOffset;
            },
            () => $"the newest checkpoint is {newest}, expected {nextOffset}");
    }
}
