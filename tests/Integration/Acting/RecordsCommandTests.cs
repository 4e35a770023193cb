using System.Text.Json;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

public sealed class RecordsCommandTests : IDisposable
{
    private readonly Logbook _log = new();

    public RecordsCommandTests()
    {
        _log.Write(Logbook.Record("aaaa0000-1", Logbook.Alarm("a"), ProcessingStatus.Running));
        _log.Write(Logbook.Record("aaaa0000-1", Logbook.Alarm("a"), ProcessingStatus.Success, record => record.Outcome = "ok"));
        _log.Write(Logbook.Record("bbbb0000-1", Logbook.Alarm("b", rule: "disk_rule"), ProcessingStatus.Blocked, record =>
        {
            record.ReceivedMs += 1_000;
            record.Reason = "blocked";
            record.Receiver = "";
            record.Package = "clean-disk";
            record.Count = 7;
        }));
        var old = Logbook.Record("cccc0000-1", Logbook.Alarm("c"), ProcessingStatus.Success);
        _log.Write(Logbook.Topics.Records, RecordKeys.OfProcessing(old.Id), old, Logbook.NowMs - 172_800_000);
        _log.Write(Logbook.Topics.Records, RecordKeys.OfDelivery("d"), new DeliveryState { Id = "d" });
    }

    [Fact]
    public async Task List_OfAll_HasTheNewestStateOfEachAndTheNewestFirst()
    {
        var lines = (await _log.Run("records list")).Output.TrimEnd('\n').Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.Equal("ID RECEIVED STATUS REASON POLICY PACKAGE RECEIVER RULE ENTITY COUNT", Words(lines[0]));
        Assert.Matches("^bbbb0000  .*  BLOCKED  blocked  default  clean-disk {16}disk_rule  entity-of-b  7$", lines[1]);
        Assert.Matches("^aaaa0000  .*  SUCCESS  ok       default  notify-firing  slack.ops  slow_rule  entity-of-a$", lines[2]);
        Assert.StartsWith("2 processing records changed since ", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--status success partial", "aaaa0000-1")]
    [InlineData("--status blocked --package clean-*", "bbbb0000-1")]
    [InlineData("--since 3d --status success", "aaaa0000-1 cccc0000-1")]
    [InlineData("--receiver slack.*", "aaaa0000-1")]
    [InlineData("--rule disk_* --policy d*t", "bbbb0000-1")]
    [InlineData("--entity *-a", "aaaa0000-1")]
    [InlineData("-n 1", "bbbb0000-1")]
    [InlineData("--status running", "")]
    public async Task List_Filtered_AsJson_HasWhatFits(string options, string expected)
    {
        using var report = JsonDocument.Parse((await _log.Run($"records list {options} -o json")).Output);

        Assert.Equal(expected, string.Join(' ', report.RootElement.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("id").GetString()).Order()));
    }

    [Fact]
    public async Task Show_OfAGroupsMember_TellsAllOfIt()
    {
        var alarm = Logbook.Alarm("e");
        _log.Write(Logbook.Record("dddd0000-1", alarm, ProcessingStatus.Skipped, record =>
        {
            record.Reason = "summarised";
            record.Sentence = "A summary tells it.";
            record.GroupId = "group-1";
            record.SummaryId = "dddd0000-2";
            record.Action = DefenseAction.Summarise;
            record.WindowMinutes = 2;
            record.Limit = 1;
            record.Count = 3;
            record.EndedMs = record.ReceivedMs + 90_000;
        }));
        _log.Write(Logbook.Record("dddd0000-2", alarm, ProcessingStatus.Running, record =>
        {
            (record.GroupId, record.SummaryId, record.SummaryLevel, record.AlarmId, record.Count) = ("group-1", record.Id, SummaryLevel.Group, "", 2);
        }));
        _log.Write(Logbook.Record("dddd0000-3", alarm, ProcessingStatus.Success, record => record.GroupId = "group-1"));
        _log.Write(Logbook.Topics.Records, RecordKeys.OfGroup("group-1"), new ConvergenceGroup { Id = "group-1", CreatedMs = 1_700_000_000_000, EndedMs = 1_700_000_090_000, End = GroupEnd.Summary, Members = 3 });

        var text = (await _log.Run("records show dddd0000-1")).Output;
        using var json = JsonDocument.Parse((await _log.Run("records show dddd0000-2 -o json")).Output);

        Assert.StartsWith("dddd0000-1  SKIPPED  summarised\n  why       A summary tells it. (summarised)\n  package   notify-firing -> slack.ops\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  defense   summarise: number 3 within 2 minutes, limit 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  group     group-1, since 2023-11-14 22:13:20Z, ended 2023-11-14 22:14:50Z (summary), 3 members\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  summary   dddd0000-2, RUNNING, 2 alarms\n  member    dddd0000  ", text, StringComparison.Ordinal);
        Assert.Contains(", +1 min 30 s\n", text, StringComparison.Ordinal);
        Assert.Equal(["dddd0000-1", "dddd0000-3"], json.RootElement.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("id").GetString()));
        Assert.Equal("group-1", json.RootElement.GetProperty("group").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("records list --status done", 2, "tocsin records list: Argument 'done' not recognized")]
    [InlineData("records list --limit 0", 2, "tocsin records list: --limit is 1 or more")]
    [InlineData("records show", 2, "tocsin records show: Required argument missing")]
    [InlineData("records show ffff", 1, "tocsin: no processing record ffff among those that changed since ")]
    [InlineData("records list --prefix other", 1, "tocsin: there is no topic other.records.v1")]
    public async Task Command_ThatCanNotWork_SaysWhy(string line, int expectedCode, string expected)
    {
        var (exitCode, _, error) = await _log.Run(line);

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal(expectedCode, exitCode);
    }

    public void Dispose() => _log.Dispose();

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
