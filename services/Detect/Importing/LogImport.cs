using System.Globalization;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Ranges.Files;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Detect.Importing;

/// <summary>Writes exported records to fresh topics, and reads them back to see that they are there as they should be.</summary>
public sealed class LogImport
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);
    private readonly FileRecordedLog _files;
    private readonly ClientSettings _client;
    private readonly ImportSettings _settings;
    private readonly Rebase _rebase;
    private long _done;

    /// <exception cref="StageFailureException">The folder is no export, or its files aren't what the manifest says.</exception>
    public LogImport(FileRecordedLog files, ClientSettings client, ImportSettings settings)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(settings);
        (_files, _client, _settings) = (files, client, settings);
        var from = new Topics(files.Manifest.Prefix);
        var map = new OffsetMap();
        foreach (var record in Ordered().Where(file => file.Topic == from.Metrics).SelectMany(file => Records(file, CancellationToken.None)))
        {
            map.Add(record);
        }

        _rebase = new(from, settings.Topics, map);
    }

    /// <summary>Records to write and to read back.</summary>
    public long Total => 2 * _files.Manifest.Files.Sum(file => file.Records);

    /// <summary>May be looked at from another thread.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <exception cref="StageFailureException">The topics are refused, and nothing was written; or the import ended before its end, which is said.</exception>
    public ImportOutcome Run(CancellationToken cancel)
    {
        using var cluster = new Cluster(_client);
        var targets = new ImportTargets(cluster, _settings);
        targets.Prepare(_files.Manifest);
        try
        {
            Write(cancel);
            Verify(targets, cancel);
        }
        catch (Exception exception) when (exception is StageFailureException or OperationCanceledException or IOException or InvalidDataException or InvalidProtocolBufferException)
        {
            throw new StageFailureException($"the import is not whole: {Reason(exception)}. Delete {string.Join(", ", Targets())} and import again", exception);
        }

        var metrics = new Topics(_files.Manifest.Prefix).Metrics;
        return new(
            Ordered().GroupBy(Target).ToDictionary(group => group.Key, group => group.Sum(file => file.Records)),
            targets.Retimed,
            Ordered().Where(file => file.Topic == metrics && file.From > 0).ToDictionary(file => file.Partition, file => file.From));
    }

    private static string Reason(Exception exception) => exception is OperationCanceledException ? "it was interrupted" : exception.Message;

    private IEnumerable<string> Targets() => Ordered().Select(Target).Distinct();

    private string Target(ExportedFile file) => _settings.NameOf(_files.Manifest, file.Topic);

    private IEnumerable<ExportedFile> Ordered() => _files.Manifest.Files.OrderBy(file => file.Topic, StringComparer.Ordinal).ThenBy(file => file.Partition);

    private IEnumerable<InputRecord> Records(ExportedFile file, CancellationToken cancel) => _files.Read(file.Topic, file.Partition, new(file.From, file.To), cancel);

    private void Write(CancellationToken cancel)
    {
        using var writer = new TopicWriter(_client, takesLargeRecords: true);
        foreach (var file in Ordered())
        {
            var target = Target(file);
            var count = 0L;
            foreach (var record in Records(file, cancel).Select(_rebase.Of))
            {
                writer.Write(new OutputRecord(target, record.Key, record.Value, record.Headers, record.TimestampMs), file.Partition);
                count++;
                Interlocked.Increment(ref _done);
            }

            cancel.ThrowIfCancellationRequested();
            if (count != file.Records)
            {
                throw new StageFailureException(string.Create(CultureInfo.InvariantCulture, $"{file.Name} has {count} records, its manifest says {file.Records}"));
            }
        }

        writer.Flush(_patience);
    }

    private void Verify(ImportTargets targets, CancellationToken cancel)
    {
        using var log = new KafkaRecordedLog(_client, withHeaders: true);
        foreach (var file in Ordered())
        {
            var target = Target(file);
            var bounds = log.Bounds(target, file.Partition);
            if (bounds != new RecordRange(0, file.Records))
            {
                throw new StageFailureException(string.Create(CultureInfo.InvariantCulture, $"{target}[{file.Partition}] has offsets {bounds}, expected 0 to {file.Records}"));
            }

            using var found = log.Read(target, file.Partition, bounds, cancel).GetEnumerator();
            foreach (var record in Records(file, cancel).Select(_rebase.Of))
            {
                if (!found.MoveNext())
                {
                    cancel.ThrowIfCancellationRequested();
                    throw new StageFailureException(string.Create(CultureInfo.InvariantCulture, $"{target}[{file.Partition}] ends before its records do"));
                }

                Compare(record, found.Current, comparesTime: !targets.Retimed.Contains(target) && (targets.KnowsOptions || !_settings.TakesAppendTime));
                Interlocked.Increment(ref _done);
            }

            cancel.ThrowIfCancellationRequested();
        }
    }

    private static void Compare(InputRecord expected, InputRecord found, bool comparesTime)
    {
        var what = !Same(expected.Key, found.Key) ? "another key"
            : !Same(expected.Value, found.Value) ? "another value"
            : !SameHeaders(expected, found) ? "other headers"
            : comparesTime && expected.TimestampMs != found.TimestampMs ? "another time"
            : null;
        if (what is not null)
        {
            throw new StageFailureException(string.Create(CultureInfo.InvariantCulture, $"{found.Topic}[{found.Partition}]@{found.Offset} has {what} than {expected.Topic}[{expected.Partition}]@{expected.Offset}"));
        }
    }

    private static bool SameHeaders(InputRecord left, InputRecord right)
    {
        var (one, other) = (left.Headers?.ToList() ?? [], right.Headers?.ToList() ?? []);
        return one.Count == other.Count && one.Zip(other).All(pair => pair.First.Key == pair.Second.Key && Same(pair.First.GetValueBytes(), pair.Second.GetValueBytes()));
    }

    private static bool Same(byte[]? left, byte[]? right) => left is null == right is null && left.AsSpan().SequenceEqual(right);
}
