using System.Diagnostics;
using Tocsin.Converge;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

/// <summary>The commands against a Converge that runs.</summary>
public sealed class ConvergeTests : IDisposable
{
    private const string Dispatch = """
        hooks:
          webhook:
            ops:
              is-default: true
              urls:
                - http://127.0.0.1:1/
        """;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private readonly string _file = Path.GetTempFileName();
    private readonly Logbook _log = new();
    private readonly RunningConverge _converge;

    public ConvergeTests()
    {
        File.WriteAllText(_file, Dispatch);
        _converge = new RunningConverge(new ConvergeSettings { Client = _log.Client, DispatchFile = _file });
    }

    [Fact]
    public async Task Silence_BeforeAnAlarm_ShieldsItAndItsRecovery()
    {
        await _log.Run("silence add --entity *-of-quiet --for 1h --comment release --by ann");
        _log.Write(Logbook.Alarm("quiet"));
        _log.Write(Logbook.Alarm("loud"));
        var (shielded, told) = (Record("quiet"), Record("loud"));
        _log.Write(Logbook.Alarm("quiet", AlarmState.Recovered, 2));
        _log.Write(Logbook.Alarm("loud", AlarmState.Recovered, 2));
        var toldToo = Record("loud-2");

        var (_, story, _) = await _log.Run("explain quiet");

        Assert.Equal((ProcessingStatus.Shielded, ProcessingStatus.Running, ProcessingStatus.Running), (shielded.Status, told.Status, toldToo.Status));
        Assert.Contains(", by ann: \"release\")", story, StringComparison.Ordinal);
        Assert.DoesNotContain(Newest(), record => record.AlarmId == "quiet-2" && record.Status != ProcessingStatus.Shielded);
    }

    [Fact]
    public async Task Ack_OfAnAlarm_StopsItsFurtherNotices()
    {
        _log.Write(Logbook.Alarm("mine"));
        var first = Record("mine");

        var (exitCode, _, _) = await _log.Run("ack --entity entity-of-mine --by ann");
        _log.Write(Logbook.Alarm("mine", sequence: 2));
        var second = Record("mine-2");

        Assert.Equal(0, exitCode);
        Assert.Equal((ProcessingStatus.Running, ProcessingStatus.Skipped, "acknowledged"), (first.Status, second.Status, second.Reason));
    }

    [Fact]
    public async Task Run_ByHand_HasARecordThatOutcomeEnds()
    {
        _log.Write(Logbook.Alarm("hand"));
        var running = _log.Run("run notify-firing --alarm hand --receiver webhook.ops --by ann --wait");
        var record = Find(each => each.By == "ann" && each.Status == ProcessingStatus.Running);

        var told = await _log.Run($"outcome {record.Id} success --reason told");
        var (exitCode, output, _) = await running;

        Assert.Equal((0, 0), (told.ExitCode, exitCode));
        Assert.EndsWith($": record {record.Id}\nSUCCESS, told: told by {Environment.UserName}\n", output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _converge.Dispose();
        _log.Dispose();
        File.Delete(_file);
    }

    private ProcessingRecord Record(string alarmId) => Find(record => record.AlarmId == alarmId);

    private ProcessingRecord Find(Func<ProcessingRecord, bool> isWanted)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < _patience && !_converge.HasFailed;)
        {
            if (Newest().FirstOrDefault(isWanted) is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException("there is no such record");
    }

    private IEnumerable<ProcessingRecord> Newest() => _log.Read(Logbook.Topics.Records)
        .Select(Tocsin.Cli.Records.Ledger.Read)
        .OfType<ProcessingRecord>()
        .GroupBy(record => record.Id)
        .Select(states => states.Last());
}
