using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Tocsin.Cli.Explaining;

/// <summary>A part of a story for programs.</summary>
/// <param name="Kind">What happened, in one word.</param>
/// <param name="Time">By the log's clock; null if no time is known.</param>
/// <param name="AfterMs">So long after the alarm; negative before it.</param>
/// <param name="Text">As people read it.</param>
/// <param name="Data">The record that says so.</param>
/// <param name="Children">What followed.</param>
internal sealed record StoryReport(string Kind, string? Time, long? AfterMs, string Text, JsonNode? Data, IReadOnlyList<StoryReport> Children)
{
    public static StoryReport Of(StoryNode node, long alarmMs) => new(
        node.Kind,
        IsoTime.TextOrNull(node.TimeMs),
        node.TimeMs > 0 ? node.TimeMs - alarmMs : null,
        node.Text,
        node.Data is { } data ? JsonNode.Parse(JsonFormatter.Default.Format(data)) : null,
        [.. node.Children.Select(child => Of(child, alarmMs))]);
}
