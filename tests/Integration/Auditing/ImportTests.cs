using Tocsin.Integration.Detect;
using Tocsin.Integration.Rules;
using Tocsin.Integration.Runtime;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Integration.Auditing;

public sealed class ImportTests : IDisposable
{
    private readonly Installation _installation = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;

    [Fact]
    public async Task Import_OfAnExport_IsTheSameLogAndItsAuditIsIdentical()
    {
        Record();
        var files = Path.Combine(_folder, "files");
        await Expect(0, $"export {files} --from 2020-01-01 --prefix {Topics.Prefix}");
        var target = new Topics($"{Topics.Prefix}-copy");
        Create(target, Cluster.Partitions);

        await Expect(0, $"import {files} --prefix {target.Prefix}");

        var audit = await Expect(0, $"audit --from 2020-01-01 --cache {_folder}/cache --prefix {target.Prefix}");
        Assert.EndsWith("identical\n", audit.Output, StringComparison.Ordinal);
        using var log = new KafkaRecordedLog(_installation.Client, withHeaders: true);
        AssertSame(log, Topics.Metrics, target.Metrics, withValues: true);
        AssertSame(log, Topics.Alarms, target.Alarms, withValues: false);

        var again = await Expect(1, $"import {files} --prefix {target.Prefix}");
        Assert.StartsWith("tocsin: nothing was imported: ", again.Error, StringComparison.Ordinal);
        Assert.All([target.Metrics, target.Alarms, target.Rules], topic => Assert.Contains($"{topic} isn't fresh", again.Error, StringComparison.Ordinal));

        var narrow = new Topics($"{Topics.Prefix}-narrow");
        Create(narrow, Cluster.Partitions - 1);
        var refused = await Expect(1, $"import {files} --prefix {narrow.Prefix}");
        Assert.Contains($"{narrow.Metrics} has 2 partitions, the exported one has 3", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, log.Bounds(narrow.Rules, 0).To);
    }

    public void Dispose()
    {
        _installation.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Topics Topics => _installation.Topics;

    private void Record()
    {
        _installation.Start("i0");
        using var load = new Load(_installation.Client, Topics, seed: 1);
        _installation.AwaitAlarms(10);
        load.Stop();
        _installation.AssertOutcome(load.Count);
    }

    private void Create(Topics topics, int partitions)
    {
        _installation.Cluster.Create(topics.Metrics, partitions);
        _installation.Cluster.Create(topics.Alarms, partitions);
        _installation.Cluster.Create(topics.Rules, 1);
    }

    private async Task<(int ExitCode, string Output, string Error)> Expect(int exitCode, string line)
    {
        var result = await Commands.Run($"{line} -b {_installation.Cluster.BootstrapServers}");
        Assert.True(result.ExitCode == exitCode, $"{line}\n{result.Output}{result.Error}");
        return result;
    }

    private static void AssertSame(KafkaRecordedLog log, string topic, string copy, bool withValues)
    {
        for (var partition = 0; partition < Cluster.Partitions; partition++)
        {
            Assert.Equal(Lines(log, topic, partition, withValues), Lines(log, copy, partition, withValues));
        }
    }

    private static List<string> Lines(KafkaRecordedLog log, string topic, int partition, bool withValues) =>
        [.. log.Read(topic, partition, log.Bounds(topic, partition), CancellationToken.None).Select(record => Line(record, withValues))];

    private static string Line(InputRecord record, bool withValues) =>
        $"{record.TimestampMs} {Hex(record.Key)} {(withValues ? Hex(record.Value) : "")} {string.Join(",", record.Headers?.Select(header => $"{header.Key}={Hex(header.GetValueBytes())}") ?? [])}";

    private static string Hex(byte[]? bytes) => bytes is null ? "none" : Convert.ToHexString(bytes);
}
