using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.V1;

namespace Tocsin.Cli.Auditing;

/// <summary>What an audit found, for programs.</summary>
internal static class AuditJson
{
    public static object Of(AuditReport report, AuditSettings settings) => new
    {
        Topic = settings.Topics.Metrics,
        settings.FromMs,
        settings.ToMs,
        report.IsComplete,
        report.IsIdentical,
        report.Counts,
        Partitions = report.Partitions.Select(partition => new
        {
            partition.Partition,
            From = partition.Range.From,
            To = partition.Range.To,
            Start = AuditText.Word(partition.Start),
            partition.StartOffset,
            partition.WholeFromMs,
            partition.Notes,
            partition.Next,
            partition.Records,
            partition.Samples,
            partition.Counts,
        }),
        Differences = report.Differences.Select(difference => Of(difference, settings)),
        Unreadable = report.Unreadable.Select(place => new { Topic = settings.Topics.Alarms, place.Partition, place.Offset }),
    };

    private static object Of(AuditDifference difference, AuditSettings settings) => new
    {
        Kind = Word(difference.Kind),
        difference.Reason,
        difference.Detail,
        Origin = new { Topic = settings.Topics.Metrics, difference.Partition, difference.Offset },
        RecordedAt = difference.RecordedAt is { } place ? new { Topic = settings.Topics.Alarms, place.Partition, place.Offset } : null,
        difference.Fields,
        Derived = Json(difference.Derived),
        Recorded = Json(difference.Recorded),
    };

    internal static string Word(FindingKind kind) => kind.ToString().ToLowerInvariant();

    private static JsonNode? Json(AlarmMessage? alarm) => alarm is null ? null : JsonNode.Parse(JsonFormatter.Default.Format(alarm));
}
