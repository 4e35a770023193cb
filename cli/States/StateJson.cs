using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Engine.Auditing;
using Tocsin.V1;

namespace Tocsin.Cli.States;

/// <summary>What a saved state says of a rule and entity, for programs.</summary>
internal static class StateJson
{
    public static object Of(ShownState shown) => new
    {
        shown.Rule,
        shown.Entity,
        Outcome = EnumWord.Of(shown.Outcome),
        Found = shown.Found.Select(found => new
        {
            found.Partition.Partition,
            found.Partition.Checkpoint,
            Clock = IsoTime.Text(found.Partition.ClockMs),
            CheckedUntil = IsoTime.Text(found.Partition.CheckedUntilMs),
            found.Partition.RuleVersion,
            Scope = EnumWord.Of((Scope)found.Entity.Scope),
            found.Entity.Id0,
            found.Entity.Id1,
            found.Entity.Name,
            found.Entity.Attributes,
            LastSampleAfter = IsoTime.Text(found.Entity.LastSeenMs),
            Subjects = found.Entity.Subjects.Select(Of),
        }),
        Searched = new
        {
            shown.Topic,
            Partitions = shown.Searched.Select(partition => new { partition.Partition, partition.Checkpoint, partition.End, partition.Entities, partition.RuleVersion, partition.HasRule }),
        },
    };

    private static object Of(KeptSubject subject) => new
    {
        Rule = subject.RuleName,
        Window = subject.Window is not { } window ? null : new
        {
            window.Rule.Metric,
            window.Rule.Count,
            window.Rule.PeriodMinutes,
            window.Matched,
            Newest = window.NewestMs is { } newestMs ? IsoTime.Text(newestMs) : null,
            Latest = Json(window.Latest),
            Minutes = window.Minutes.Select(minute => new { Minute = IsoTime.Text(minute.MinuteMs), Value = Json(minute.Value) }),
        },
        SilentChecksLeft = subject.Cycle?.SilentChecksLeft ?? 0,
        CalmChecks = subject.Cycle?.CalmChecks ?? 0,
        NoDataTold = subject.Cycle?.NoDataTold ?? false,
        Episode = subject.Cycle?.Episode is not { } episode ? null : new { episode.Id, Start = IsoTime.Text(episode.StartMs), episode.Records, episode.Text },
    };

    private static JsonNode? Json(ObservedValue? value) => value is null ? null : JsonNode.Parse(JsonFormatter.Default.Format(value));
}
