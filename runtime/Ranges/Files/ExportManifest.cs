using System.Text.Json;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Ranges.Files;

/// <summary>What is in a folder of exported records: <c>manifest.json</c>.</summary>
public sealed record ExportManifest
{
    public const string FileName = "manifest.json";
    public const string CurrentFormat = "tocsin.export.1";
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required string Format { get; init; }

    /// <summary>The prefix the topics have.</summary>
    public required string Prefix { get; init; }

    /// <summary>The range that was asked for, by log time; the end is null for all there was.</summary>
    public required long FromMs { get; init; }

    public long? ToMs { get; init; }

    /// <summary>How far Detect had come with each partition of the metrics topic.</summary>
    public IReadOnlyDictionary<int, long> Positions { get; init; } = new Dictionary<int, long>();

    /// <summary>The rule versions that were in force in the range.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    public IReadOnlyList<ExportedFile> Files { get; init; } = [];

    /// <exception cref="StageFailureException">There is none, or it is of another format.</exception>
    public static ExportManifest Read(string folder)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<ExportManifest>(File.ReadAllText(Path.Combine(folder, FileName)), _options);
            return manifest?.Format == CurrentFormat ? manifest
                : throw new StageFailureException($"{folder} has the format '{manifest?.Format}', expected {CurrentFormat}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StageFailureException($"{folder} isn't a folder of exported records: {exception.Message}", exception);
        }
    }

    internal void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, _options));
}
