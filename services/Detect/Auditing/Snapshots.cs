using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Auditing;

/// <summary>
/// States of partitions that audits keep in a folder, so that later ones need not begin far back. Each belongs to one log: it names the last record it
/// reflects by a hash, and is passed over where the log has another one there.
/// </summary>
internal sealed class Snapshots(string folder, IRecordedLog log, string topic)
{
    private const string Format = "tocsin.snapshot.1";
    private const string Extension = ".snapshot";
    private const int KeptOfAPartition = 3;

    /// <summary>The latest that isn't later than an offset; null if there is none that fits.</summary>
    public long? Newest(int partition, long notAfter) => Offsets(partition)
        .Where(offset => offset <= notAfter)
        .OrderDescending()
        .Select(offset => (long?)offset)
        .FirstOrDefault(offset => Load(partition, offset!.Value) is not null);

    /// <summary>Null if the file isn't whole, or belongs to another log.</summary>
    public RecordedState? Load(int partition, long offset)
    {
        try
        {
            var (lastOffset, lastHash, state) = Read(Path(partition, offset));
            return Fits(partition, lastOffset, lastHash) ? state : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps a state, and of older ones the newest few.</summary>
    /// <param name="last">The last record the state reflects.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="StageFailureException">The folder can't be written to.</exception>
    public void Keep(InputRecord last, RecordedState state)
    {
        var path = Path(last.Partition, state.NextOffset);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes($"{path}.part", Encode(last, state));
            File.Move($"{path}.part", path, overwrite: true);
            foreach (var offset in Offsets(last.Partition).OrderDescending().Skip(KeptOfAPartition))
            {
                File.Delete(Path(last.Partition, offset));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{folder} can't be written to: {exception.Message}", exception);
        }
    }

    private static byte[] HashOf(InputRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(record.TimestampMs));
        hash.AppendData(record.Value ?? []);
        return hash.GetHashAndReset();
    }

    private static byte[] Encode(InputRecord last, RecordedState state)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(last.Offset);
            writer.Write(HashOf(last));
            writer.Write(state.NextOffset);
            writer.Write(state.Records.Count);
            foreach (var (key, value) in state.Records)
            {
                writer.Write7BitEncodedInt(key.Length);
                writer.Write(key);
                writer.Write7BitEncodedInt(value.Length);
                writer.Write(value);
            }
        }

        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes(Format));
        file.Write(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
        using (var packed = new BrotliStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(body.GetBuffer(), 0, (int)body.Length);
        }

        return file.ToArray();
    }

    private static (long LastOffset, byte[] LastHash, RecordedState State) Read(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[Format.Length + SHA256.HashSizeInBytes];
        file.ReadExactly(head);
        using var body = new MemoryStream();
        using (var packed = new BrotliStream(file, CompressionMode.Decompress))
        {
            packed.CopyTo(body);
        }

        var isWhole = Encoding.ASCII.GetString(head, 0, Format.Length) == Format
            && SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)).AsSpan().SequenceEqual(head.AsSpan(Format.Length));
        return isWhole ? Decode(body) : throw new InvalidDataException("a snapshot is damaged");
    }

    private static (long LastOffset, byte[] LastHash, RecordedState State) Decode(MemoryStream body)
    {
        body.Position = 0;
        using var reader = new BinaryReader(body, Encoding.UTF8);
        var lastOffset = reader.ReadInt64();
        var lastHash = reader.ReadBytes(SHA256.HashSizeInBytes);
        var nextOffset = reader.ReadInt64();
        var records = new List<KeyValuePair<byte[], byte[]>>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var key = reader.ReadBytes(reader.Read7BitEncodedInt());
            records.Add(new(key, reader.ReadBytes(reader.Read7BitEncodedInt())));
        }

        return (lastOffset, lastHash, new(nextOffset, records));
    }

    /// <summary>The log has the same record there. Where retention has deleted it, nobody can tell, and it isn't trusted.</summary>
    private bool Fits(int partition, long lastOffset, byte[] lastHash)
    {
        var bounds = log.Bounds(topic, partition);
        return lastOffset >= bounds.From && lastOffset < bounds.To
            && log.Read(topic, partition, new(lastOffset, lastOffset + 1), CancellationToken.None).FirstOrDefault() is { } record
            && HashOf(record).AsSpan().SequenceEqual(lastHash);
    }

    private IEnumerable<long> Offsets(int partition)
    {
        var of = Folder(partition);
        return !Directory.Exists(of) ? [] : Directory.EnumerateFiles(of, $"*{Extension}")
            .Select(file => long.TryParse(System.IO.Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : -1)
            .Where(offset => offset >= 0);
    }

    private string Folder(int partition) => System.IO.Path.Combine(folder, topic, partition.ToString(CultureInfo.InvariantCulture));

    private string Path(int partition, long offset) => System.IO.Path.Combine(Folder(partition), offset.ToString(CultureInfo.InvariantCulture) + Extension);
}
