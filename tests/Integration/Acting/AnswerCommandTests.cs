using System.Text;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

public sealed class AnswerCommandTests : IDisposable
{
    private const string Id = "1f2e3d4c-0000-8000-8000-000000000001";
    private readonly Logbook _log = new();

    [Theory]
    [InlineData("approve", true, "approved")]
    [InlineData("reject", false, "rejected")]
    public async Task Answer_ToAQuestion_GoesUnderTheRecordsKey(string command, bool isYes, string word)
    {
        Ask();

        var (exitCode, output, _) = await _log.Run($"{command} 1f2e3 --by ann --comment fine");

        Assert.Equal((0, $"{word} {Id}: restart of policy default, for slow_rule of entity-of-a\n"), (exitCode, output));
        var record = Assert.Single(_log.Read(Logbook.Topics.Actions));
        Assert.Equal($"key of {Id}", Encoding.UTF8.GetString(record.Key!));
        Assert.Equal(
            new ApprovalAnswer { RecordId = Id, Approved = isYes, By = "ann", Comment = "fine", AskedMs = Logbook.NowMs - 1_000 },
            ActionRecord.Parser.ParseFrom(record.Value).ApprovalAnswer);
    }

    [Fact]
    public async Task Answer_ToWhatWasAnswered_SaysByWhom()
    {
        Ask(ProcessingStatus.Skipped, record =>
        {
            record.Reason = "refused";
            record.AnsweredBy = "bob";
            record.AnsweredMs = 1_700_000_000_000;
        });

        var (exitCode, _, error) = await _log.Run($"approve {Id}");

        Assert.Equal((1, $"tocsin: record {Id} doesn't wait for approval: it is SKIPPED (refused); bob answered 2023-11-14 22:13:20Z\n"), (exitCode, error));
        Assert.Empty(_log.Read(Logbook.Topics.Actions));
    }

    [Fact]
    public async Task Answer_Waiting_TellsWhoseAnswerCounted()
    {
        Ask();
        var answering = _log.Run($"approve {Id} --by ann --wait");
        while (_log.Read(Logbook.Topics.Actions).Count == 0)
        {
            await Task.Yield();
        }

        Ask(ProcessingStatus.Skipped, record =>
        {
            record.Reason = "refused";
            record.AnsweredBy = "bob";
            record.AnsweredMs = Logbook.NowMs;
        });

        var (exitCode, output, _) = await answering;

        Assert.Equal(1, exitCode);
        Assert.EndsWith("\nbob had answered before, so that counts: the record is SKIPPED (refused)\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve ffff", "tocsin: no processing record ffff among those that changed since ")]
    [InlineData("approve 1f2", "tocsin: no processing record 1f2 among those that changed since ")]
    [InlineData("reject 1f2e", "tocsin: several ids begin with 1f2e: 1f2e3d4c-0000-8000-8000-000000000001, 1f2e3d4c-0000-8000-8000-000000000002")]
    public async Task Answer_ToNoRecord_SaysWhatWasSearched(string line, string expected)
    {
        Ask();
        _log.Write(Logbook.Record("1f2e3d4c-0000-8000-8000-000000000002", Logbook.Alarm("b"), ProcessingStatus.Running));

        var (exitCode, _, error) = await _log.Run(line);

        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    public void Dispose() => _log.Dispose();

    private void Ask(ProcessingStatus status = ProcessingStatus.WaitingForApproval, Action<ProcessingRecord>? change = null) =>
        _log.Write(Logbook.Record(Id, Logbook.Alarm("a"), status, record =>
        {
            record.Package = "restart";
            record.AskedMs = Logbook.NowMs - 1_000;
            change?.Invoke(record);
        }));
}
