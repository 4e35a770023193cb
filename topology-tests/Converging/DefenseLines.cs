using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>What follows from a record as lines of text. A group is called after the record that created it, as the ids of groups are known to their makers alone.</summary>
internal sealed class DefenseLines
{
    private readonly Dictionary<string, string> _creators = new() { [""] = "-" };
    private readonly Dictionary<string, string> _summaries = new() { [""] = "-" };

    public List<string> Of(ConvergenceOutput output)
    {
        foreach (var group in output.Groups.Where(group => group.End == GroupEnd.Unspecified))
        {
            _creators[group.Id] = group.Level == SummaryLevel.Merged ? $"merge of {_creators[group.CreatedBy]}" : NameOfGroup(group.CreatedBy, _creators.Values);
            _summaries[RecordId.OfSummary(group.Id)] = _creators[group.Id];
        }

        return
        [
            .. output.Records.Select(Of),
            .. output.Commands.Select(Of),
            .. output.Groups.Select(Of),
            .. output.Stories.Select(story => $"story {story.AlarmId} {story.Reason}"),
        ];
    }

    /// <summary>The id of the record that is called so here; null if it is no summary's.</summary>
    public string? IdOfSummary(string name) => _summaries.FirstOrDefault(summary => $"summary of {summary.Value}" == name).Key;

    /// <summary>After its creator; with a number if that created some before.</summary>
    public static string NameOfGroup(string creator, IEnumerable<string> known) => known.Count(name => name.StartsWith(creator, StringComparison.Ordinal)) is > 0 and var before ? $"{creator} ({before})" : creator;

    public static string Record(string name, ProcessingStatus status, string reason, string group, uint count, (long ReceivedMs, long StartedMs, long EndedMs, long AskedMs, long AnsweredMs) times, string summary, string outcome) =>
        $"record {name} {status} {reason} group {group} count {count} times {times} summary {summary} outcome {outcome}";

    public static string Run(string name, long timeMs, long deadlineMs) => $"run {name} at {timeMs} until {deadlineMs}";

    public static string Ask(string name, long timeMs, long deadlineMs) => $"ask {name} at {timeMs} until {deadlineMs}";

    public static string Cancel(string name, string reason) => $"cancel {name} {reason}";

    public static string Send(string name, long timeMs, IEnumerable<string> alarms, uint more) => $"send {name} at {timeMs} alarms {string.Join(' ', alarms)} and {more} more";

    public static string Group(string group, long createdMs, IEnumerable<string> counted, uint members, GroupEnd end, long endedMs, string merged) =>
        $"group {group} created {createdMs} counted {string.Join(' ', counted.Order(StringComparer.Ordinal))} members {members} end {end} {endedMs} merged into {merged}";

    private string Of(ProcessingRecord record) => Record(
        NameOf(record.Id),
        record.Status,
        record.Reason,
        _creators[record.GroupId],
        record.Count,
        (record.ReceivedMs, record.StartedMs, record.EndedMs, record.AskedMs, record.AnsweredMs),
        _summaries[record.SummaryId],
        record.Outcome);

    private string Of(ActionCommand command) => command.CommandCase switch
    {
        ActionCommand.CommandOneofCase.RunPackage => Run(NameOf(command.RecordId), command.TimeMs, command.DeadlineMs),
        ActionCommand.CommandOneofCase.AskApproval => Ask(NameOf(command.RecordId), command.TimeMs, command.DeadlineMs),
        ActionCommand.CommandOneofCase.SendSummary => Send(NameOf(command.RecordId), command.TimeMs, command.SendSummary.Alarms.Select(alarm => alarm.Id), command.SendSummary.More),
        _ => Cancel(NameOf(command.RecordId), command.Cancel.Reason),
    };

    private string Of(ConvergenceGroup group) => Group(
        _creators[group.Id],
        group.CreatedMs,
        group.Counted.Select(id => group.Level == SummaryLevel.Merged ? _creators[id] : id),
        group.Members,
        group.End,
        group.EndedMs,
        _creators[group.MergedInto]);

    private string NameOf(string id) => _summaries.TryGetValue(id, out var summary) ? $"summary of {summary}" : id;
}
