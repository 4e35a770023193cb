using System.Globalization;
using Tocsin.Detect.Rules;
using Tocsin.V1;

namespace Tocsin.Cli.Applying;

/// <summary>What <c>tocsin rules list</c> says: versions, the newest first, and partitions of the metrics topic with the version their newest records get.</summary>
internal sealed record RulesReport(string? Active, IReadOnlyList<RulesReport.Version> Versions, IReadOnlyList<RulesReport.Partition> Partitions)
{
    public static RulesReport Of(RulesTopic topic) => new(
        topic.Active?.Version,
        [.. topic.Versions.Values.OrderByDescending(text => text.TimeMs).Select(text => new Version(text.Version, Time(text.TimeMs), text.Author, text.FileName))],
        [.. topic.Partitions.Select(partition => Partition.Of(partition.Key, partition.Value))]);

    public static string Time(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(timeMs).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal sealed record Version(string Id, string FirstApplied, string Author, string FileName);

    /// <param name="Number">The partition.</param>
    /// <param name="Rules">The version of its newest records.</param>
    /// <param name="SinceOffset">The activation marker's offset; null if it started with this version.</param>
    internal sealed record Partition(int Number, string Rules, long? SinceOffset)
    {
        public static Partition Of(int number, PartitionRules rules) => rules.Activations.LastOrDefault() is { } last
            ? new(number, last.Version, last.Offset)
            : new(number, rules.StartVersion, null);
    }
}
