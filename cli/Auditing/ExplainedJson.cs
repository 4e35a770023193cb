using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;

namespace Tocsin.Cli.Auditing;

/// <summary>Why a rule did, or didn't, fire, for programs.</summary>
internal static class ExplainedJson
{
    private const long MsPerMinute = 60_000;

    public static object Of(IReadOnlyList<ExplainedPartition> partitions, string rule, string entity, int minute) => new
    {
        Rule = rule,
        Entity = entity,
        CheckMs = (minute + 1) * MsPerMinute,
        Partitions = partitions.Select(partition => new
        {
            partition.Partition,
            RuleVersion = partition.Rules.Version,
            Start = AuditText.Word(partition.Start),
            partition.StartOffset,
            partition.IsChecked,
            partition.CheckOffset,
            partition.ClockMs,
            partition.IsKnown,
            Subjects = partition.Trace.Subjects.Select(subject => Of(subject, partition, minute)),
            Rejected = partition.Trace.Rejected.Select(rejected => new { rejected.Offset, rejected.ArrivedMs, rejected.Detail }),
        }),
    };

    private static object Of(TracedSubject subject, ExplainedPartition partition, int minute)
    {
        var rule = partition.Rules.Rules.FirstOrDefault(each => each.Name == subject.Rule);
        var check = subject.CheckOf(minute);
        return new
        {
            subject.Rule,
            subject.Name,
            subject.Scope,
            subject.Id0,
            subject.Id1,
            rule?.Count,
            rule?.PeriodMinutes,
            Minutes = rule is null ? null : Enumerable.Range(minute - rule.PeriodMinutes + 1, rule.PeriodMinutes).Select(each => new
            {
                MinuteMs = each * MsPerMinute,
                Samples = subject.SamplesOf(each).Select(sample => new { sample.Value, Fate = Word(sample, subject.SamplesOf(each), partition), sample.Offset, sample.ArrivedMs }),
            }),
            Reason = check?.Reason ?? "at-rest",
            Check = check,
            Alarms = subject.Alarms.Select(alarm => JsonNode.Parse(JsonFormatter.Default.Format(alarm))),
        };
    }

    private static string Word(TracedSample sample, IReadOnlyList<TracedSample> all, ExplainedPartition partition) => sample.Fate switch
    {
        SampleFate.Late => "late",
        _ when !partition.IsInTime(sample) => "after-the-check",
        _ when sample != all.Last(partition.IsInTime) => "replaced",
        SampleFate.Matching => "matching",
        _ => "not-matching",
    };
}
