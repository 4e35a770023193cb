using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Tocsin.Engine.Auditing;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Detect.Auditing;

/// <summary>What an interrupted audit has come to, in a file of the cache folder: the outcomes of partitions that are done, and of those begun what was replayed.</summary>
internal sealed class Journal(string folder, AuditSettings settings)
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true };

    /// <summary>One file for each range of a topic.</summary>
    public string Path => System.IO.Path.Combine(
        folder,
        settings.Topics.Metrics,
        string.Create(CultureInfo.InvariantCulture, $"audit-{settings.FromMs}-{settings.ToMs ?? 0}.json"));

    /// <exception cref="StageFailureException">There is nothing to go on with.</exception>
    public IReadOnlyDictionary<int, PartitionOutcome> Read()
    {
        try
        {
            var entries = JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(Path), _options) ?? [];
            return entries.ToDictionary(entry => entry.Partition, entry => entry.ToOutcome());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new StageFailureException($"there is no unfinished audit of this range: {Path} can't be read ({exception.Message})", exception);
        }
    }

    /// <exception cref="StageFailureException">The folder can't be written to.</exception>
    public void Write(IEnumerable<PartitionOutcome> outcomes)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllText($"{Path}.part", JsonSerializer.Serialize(outcomes.Select(Entry.Of).ToList(), _options));
            File.Move($"{Path}.part", Path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{folder} can't be written to: {exception.Message}", exception);
        }
    }

    public void Delete()
    {
        if (File.Exists(Path))
        {
            File.Delete(Path);
        }
    }

    private sealed record Entry
    {
        public int Partition { get; init; }

        public long From { get; init; }

        public long To { get; init; }

        public StartKind Start { get; init; }

        public long StartOffset { get; init; }

        public IReadOnlyList<string> Notes { get; init; } = [];

        public long? WholeFromMs { get; init; }

        public long Next { get; init; }

        public long Records { get; init; }

        public long Samples { get; init; }

        public AuditCounts Counts { get; init; } = new();

        public IReadOnlyList<Found> Findings { get; init; } = [];

        public static Entry Of(PartitionOutcome outcome) => new()
        {
            Partition = outcome.Partition,
            From = outcome.Range.From,
            To = outcome.Range.To,
            Start = outcome.Start,
            StartOffset = outcome.StartOffset,
            Notes = outcome.Notes,
            WholeFromMs = outcome.WholeFromMs,
            Next = outcome.Next,
            Records = outcome.Records,
            Samples = outcome.Samples,
            Counts = outcome.Counts,
            Findings = [.. outcome.Findings.Select(Found.Of)],
        };

        public PartitionOutcome ToOutcome() => new()
        {
            Partition = Partition,
            Range = new(From, To),
            Start = Start,
            StartOffset = StartOffset,
            Notes = Notes,
            WholeFromMs = WholeFromMs,
            Next = Next,
            Records = Records,
            Samples = Samples,
            Counts = Counts,
            Findings = [.. Findings.Select(found => found.ToFinding())],
        };
    }

    private sealed record Found(FindingKind Kind, long OriginOffset, byte[]? Derived, int RecordedPartition, long RecordedOffset)
    {
        private const long Nowhere = -1;

        public static Found Of(Finding finding) =>
            new(finding.Kind, finding.OriginOffset, finding.Derived?.ToByteArray(), finding.Recorded?.Partition ?? 0, finding.Recorded?.Offset ?? Nowhere);

        public Finding ToFinding() => new(
            Kind,
            OriginOffset,
            Derived is null ? null : AlarmMessage.Parser.ParseFrom(Derived),
            RecordedOffset == Nowhere ? null : RecordedAlarm.At(RecordedPartition, RecordedOffset, OriginOffset));
    }
}
