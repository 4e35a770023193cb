using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Google.Protobuf;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Ranges.Files;

/// <summary>Writes ranges of a log to files of a folder that is new or empty.</summary>
public sealed class LogExport
{
    private readonly IRecordedLog _log;
    private readonly string _folder;
    private readonly List<ExportedFile> _files = [];

    /// <exception cref="StageFailureException">The folder has files already, or can't be made.</exception>
    public LogExport(IRecordedLog log, string folder)
    {
        (_log, _folder) = (log, folder);
        try
        {
            Directory.CreateDirectory(folder);
            if (Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new StageFailureException($"{folder} isn't empty: exported records need a folder of their own");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{folder} can't be made: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the records of a range that are wanted.</summary>
    public void Add(string topic, int partition, RecordRange range, Predicate<InputRecord> isWanted, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var name = string.Create(CultureInfo.InvariantCulture, $"{topic}-{partition}.records.br");
        var path = Path.Combine(_folder, name);
        var (records, firstMs, lastMs) = (0L, 0L, 0L);
        using (var packed = new BrotliStream(File.Create(path), CompressionLevel.Fastest))
        using (var output = new CodedOutputStream(packed))
        {
            foreach (var record in _log.Read(topic, partition, range, cancel).Where(record => isWanted(record)))
            {
                RecordEncoding.Write(output, record);
                firstMs = records++ == 0 ? record.TimestampMs : firstMs;
                lastMs = record.TimestampMs;
            }
        }

        cancel.ThrowIfCancellationRequested();
        using var file = File.OpenRead(path);
        _files.Add(new(topic, partition, range.From, range.To, records, firstMs, lastMs, name, Convert.ToHexStringLower(SHA256.HashData(file))));
    }

    /// <summary>Writes the manifest, with which the folder is whole.</summary>
    public ExportManifest Finish(ExportManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var whole = manifest with { Files = _files };
        whole.Write(_folder);
        return whole;
    }
}
