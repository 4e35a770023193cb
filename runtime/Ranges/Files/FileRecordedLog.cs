using System.IO.Compression;
using System.Security.Cryptography;
using Google.Protobuf;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Ranges.Files;

/// <summary>Exported records as a log.</summary>
public sealed class FileRecordedLog : IRecordedLog
{
    private readonly string _folder;
    private readonly Dictionary<(string Topic, int Partition), ExportedFile> _files;

    /// <exception cref="StageFailureException">A file is missing or isn't what the manifest says.</exception>
    public FileRecordedLog(string folder)
    {
        _folder = folder;
        Manifest = ExportManifest.Read(folder);
        _files = Manifest.Files.ToDictionary(file => (file.Topic, file.Partition));
        foreach (var file in Manifest.Files)
        {
            Verify(file);
        }
    }

    public ExportManifest Manifest { get; }

    public string Name => _folder;

    public int Partitions(string topic) => Manifest.Files.Where(file => file.Topic == topic).Select(file => file.Partition + 1).DefaultIfEmpty(0).Max() is > 0 and var count
        ? count
        : throw new StageFailureException($"{_folder} has no records of {topic}");

    /// <summary>Of what wasn't exported there is nothing.</summary>
    public RecordRange Bounds(string topic, int partition) => _files.TryGetValue((topic, partition), out var file) ? new(file.From, file.To) : default;

    public long OffsetOf(string topic, int partition, long timeMs)
    {
        var bounds = Bounds(topic, partition);
        return Read(topic, partition, bounds, CancellationToken.None).FirstOrDefault(record => record.TimestampMs >= timeMs)?.Offset ?? bounds.To;
    }

    public IEnumerable<InputRecord> Read(string topic, int partition, RecordRange range, CancellationToken cancel)
    {
        if (range.IsEmpty || !_files.TryGetValue((topic, partition), out var file))
        {
            yield break;
        }

        using var packed = new BrotliStream(File.OpenRead(Path.Combine(_folder, file.Name)), CompressionMode.Decompress);
        using var input = CodedInputStream.CreateWithLimits(packed, int.MaxValue, recursionLimit: 10);
        while (!cancel.IsCancellationRequested && RecordEncoding.Read(input, topic, partition) is { } record && record.Offset < range.To)
        {
            if (record.Offset >= range.From)
            {
                yield return record;
            }
        }
    }

    public IReadOnlyDictionary<int, long> Committed(string group, string topic) => Manifest.Positions;

    public void Dispose()
    {
        // Files are open only while they are read.
    }

    private void Verify(ExportedFile file)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(_folder, file.Name));
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Sha256)
            {
                throw new StageFailureException($"{Path.Combine(_folder, file.Name)} is damaged: its SHA-256 isn't {file.Sha256}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{Path.Combine(_folder, file.Name)} can't be read: {exception.Message}", exception);
        }
    }
}
