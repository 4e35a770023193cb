using Confluent.Kafka;
using Tocsin.Detect.Auditing;
using Tocsin.Runtime.Ranges.Files;
using Tocsin.Runtime.Stages;

namespace Tocsin.Unit.Auditing;

public sealed class ExportTests : IDisposable
{
    private const int From = 50;
    private const int To = 90;
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("tocsin").FullName, "export");
    private readonly RecordedShop _shop = new();

    [Fact]
    public void Audit_OfFiles_FindsWhatTheLogHas()
    {
        Export();
        using var files = new FileRecordedLog(_folder);
        var settings = Settings();

        var (ofLog, ofFiles) = (new Audit(_shop.Log, settings).Run(CancellationToken.None), new Audit(files, settings).Run(CancellationToken.None));

        Assert.True(ofFiles.IsIdentical, $"{ofFiles.Counts}");
        Assert.True(ofFiles.Counts.Identical > 10);
        Assert.Equal(ofLog.Counts, ofFiles.Counts);
    }

    [Fact]
    public void Manifest_TellsWhatIsInTheFolder()
    {
        var manifest = Export();

        var metrics = manifest.Files.First(file => file.Topic == _shop.Topics.Metrics);
        Assert.Equal((RecordedShop.Minute(From), RecordedShop.Minute(To)), (manifest.FromMs, manifest.ToMs));
        Assert.True(metrics.From > 0 && metrics.FirstMs < RecordedShop.Minute(From) && metrics.LastMs < RecordedShop.Minute(To));
        Assert.Equal(2, manifest.Rules.Count);
        Assert.Equal(_shop.Log.Positions, manifest.Positions);
    }

    [Fact]
    public void DamagedFile_IsNamed()
    {
        Export();
        var file = Directory.EnumerateFiles(_folder, "*.br").Order().First();
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        Assert.StartsWith($"{file} is damaged", Assert.Throws<StageFailureException>(() => new FileRecordedLog(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_ThatIsNotEmpty_IsLeftAlone()
    {
        Export();

        Assert.Contains("isn't empty", Assert.Throws<StageFailureException>(() => Export()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_WithoutManifest_IsNamed() =>
        Assert.Contains("isn't a folder of exported records", Assert.Throws<StageFailureException>(() => new FileRecordedLog(_folder)).Message, StringComparison.Ordinal);

    [Fact]
    public void Record_WithEverything_ComesBackAsItWas()
    {
        var headers = new Headers { { "a", [1, 2] }, { "b", null } };
        var records = new[]
        {
            new InputRecord("t", 0, 7, 1_763_690_000_000, [1], [2, 3], headers),
            new InputRecord("t", 0, 9, -1, null, null, null),
            new InputRecord("t", 0, 10, 5, [], [], null),
        };
        using var stream = new MemoryStream();
        using (var output = new Google.Protobuf.CodedOutputStream(stream, leaveOpen: true))
        {
            Array.ForEach(records, record => RecordEncoding.Write(output, record));
        }

        stream.Position = 0;
        using var input = new Google.Protobuf.CodedInputStream(stream);
        foreach (var record in records)
        {
            var read = RecordEncoding.Read(input, "t", 0)!;
            Assert.Equal((record.Offset, record.TimestampMs), (read.Offset, read.TimestampMs));
            Assert.Equal(record.Key, read.Key);
            Assert.Equal(record.Value, read.Value);
            Assert.Equal(record.Headers?.Select(header => (header.Key, header.GetValueBytes())), read.Headers?.Select(header => (header.Key, header.GetValueBytes())));
        }

        Assert.Null(RecordEncoding.Read(input, "t", 0));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private ExportManifest Export() => new AuditExport(_shop.Log, Settings()).Write(_folder, CancellationToken.None);

    private AuditSettings Settings() => new() { Topics = _shop.Topics, FromMs = RecordedShop.Minute(From), ToMs = RecordedShop.Minute(To), Threads = 1 };
}
