using System.Globalization;
using Google.Protobuf;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.Integration.Detect;
using Tocsin.Integration.Rules;
using Tocsin.Integration.Runtime;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Auditing;

/// <summary>Instances of Detect are killed under load while rules change; afterwards the log is audited, as it is and tampered with.</summary>
public sealed class AuditTests : IDisposable
{
    private const int Kills = 3;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);
    private readonly Installation _installation = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;

    [Fact]
    public async Task Log_ThatSawKillsAndRuleChangesAndLateData_IsIdenticalUntilItIsTamperedWith()
    {
        await Disturb();
        var command = await Commands.Run($"audit --from 2020-01-01 --cache {_folder} --group {Topics.Prefix} --prefix {Topics.Prefix} -b {_installation.Cluster.BootstrapServers}");
        Assert.True(command.ExitCode == 0, command.Output + command.Error);
        Assert.EndsWith("identical\n", command.Output, StringComparison.Ordinal);

        using var log = new KafkaRecordedLog(_installation.Client);
        var report = Audit(log);
        Assert.True(report.Counts is { Derived: > 50, Undecided: 0 }, $"{report.Counts}");
        var again = new AuditSettings { Topics = Topics, FromMs = 0, GroupId = Topics.Prefix, FromBeginning = true };
        Assert.True(new Audit(log, again).Run(CancellationToken.None).IsIdentical);

        AssertNamed(log, record => Flipped(record), FindingKind.Changed, "bit-flipped");
        AssertNamed(log, _ => null, FindingKind.Missing, "not-recorded");
        AssertAdded(log);
    }

    public void Dispose()
    {
        _installation.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Topics Topics => _installation.Topics;

    private static InputRecord Flipped(InputRecord record)
    {
        var value = (byte[])record.Value!.Clone();
        value[^1] ^= 1;
        return record with { Value = value };
    }

    private async Task Disturb()
    {
        var random = new Random(1);
        var rules = Path.Combine(_folder, "rules.yml");
        using var writer = new TopicWriter(_installation.Client);
        _installation.Start("i0", "i1");
        using var load = new Load(_installation.Client, Topics, seed: 1);
        _installation.AwaitAlarms(10);
        for (var kill = 0; kill < Kills; kill++)
        {
            Thread.Sleep(random.Next(700));
            var name = $"i{random.Next(2)}";
            _installation.Kill(name);
            await File.WriteAllTextAsync(rules, string.Create(CultureInfo.InvariantCulture, $"rules: {{slow_rule: {{metrics-name: slow, op: '>', threshold: {11 + kill}, period: 3, count: 2}}}}"));
            var applied = await Commands.Run($"rules apply {rules} --yes --prefix {Topics.Prefix} -b {_installation.Cluster.BootstrapServers}");
            Assert.True(applied.ExitCode == 0, applied.Error);
            _installation.Start(name);
            PublishLate(writer);
            Thread.Sleep(1_000);
        }

        load.Stop();
        writer.Flush(TimeSpan.FromSeconds(30));
        using var log = new KafkaRecordedLog(_installation.Client);
        var begin = TimeProvider.System.GetTimestamp();
        while (Behind(log) is { Length: > 0 } behind)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < _patience, $"Detect doesn't come to the end of the metrics topic: {behind}");
        }
    }

    /// <summary>Nothing if Detect has come to the end, behind which there may stand the end of a transaction, which nobody gets to see.</summary>
    private string Behind(KafkaRecordedLog log)
    {
        Thread.Sleep(200);
        var committed = log.Committed(Topics.Prefix, Topics.Metrics);
        return string.Join(", ", Enumerable.Range(0, Cluster.Partitions)
            .Select(partition => (Partition: partition, Position: committed.GetValueOrDefault(partition), End: log.Bounds(Topics.Metrics, partition).To))
            .Where(each => each.Position < each.End && log.Read(Topics.Metrics, each.Partition, new(each.Position, each.End), CancellationToken.None).Any()));
    }

    private void PublishLate(TopicWriter writer)
    {
        var sample = Shop.Sample("late", 5, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - (2 * Shop.MsPerMinute));
        sample.Sample.Metric = "slow";
        writer.Write(new OutputRecord(Topics.Metrics, null, sample.ToByteArray()), 0);
    }

    private AuditReport Audit(IRecordedLog log) =>
        new Audit(log, new AuditSettings { Topics = Topics, FromMs = 0, GroupId = Topics.Prefix }).Run(CancellationToken.None);

    private void AssertNamed(KafkaRecordedLog log, Func<InputRecord, InputRecord?> tamper, FindingKind kind, string reason)
    {
        var victim = log.Read(Topics.Alarms, 1, log.Bounds(Topics.Alarms, 1), CancellationToken.None)
            .GroupBy(record => Convert.ToHexString(record.Value!)).First(group => group.Count() == 1).Single();

        var report = Audit(new TamperedLog(log, record => record.Topic == victim.Topic && (record.Partition, record.Offset) == (1, victim.Offset) ? tamper(record) : record));

        var difference = Assert.Single(report.Differences);
        Assert.Equal((kind, reason), (difference.Kind, difference.Reason));
        Assert.Equal(AlarmMessage.Parser.ParseFrom(victim.Value), difference.Derived);
    }

    private void AssertAdded(KafkaRecordedLog log)
    {
        var forged = AlarmMessage.Parser.ParseFrom(log.Read(Topics.Alarms, 1, new(0, 1), CancellationToken.None).First().Value);
        forged.Id = "forged";
        forged.Origin.Index += 50;
        var report = Audit(new TamperedLog(log, record => record)
        {
            Added = new InputRecord(Topics.Alarms, 1, 0, 1, EntityKey.Of(forged.Id0, forged.Id1), forged.ToByteArray(), null),
        });

        var difference = Assert.Single(report.Differences);
        Assert.Equal((FindingKind.Added, forged.Origin.Offset), (difference.Kind, difference.Offset));
    }
}
