using Tocsin.Cli.Tailing;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>Everything there is to know of one processing record, for people to read.</summary>
internal sealed class RecordText(RecordFamily family, Topics topics, Terminal terminal)
{
    private const int LabelWidth = 9;
    private const int MaxMembers = 50;
    private readonly ProcessingRecord _record = family.Record;

    public void Write()
    {
        terminal.Out.WriteLine($"{terminal.Bold(_record.Id)}  {ProcessingWord.Painted(_record.Status, terminal).TrimEnd()}  {OneLine.Of(RecordTable.Reason(_record))}");
        Fact("why", Join(" ", _record.Sentence, $"({_record.Reason})"));
        Fact("package", Join(" ", _record.Package, _record.Type == PackageType.Unspecified ? "" : $"({EnumWord.Of(_record.Type)})", _record.Receiver.Length > 0 ? $"-> {_record.Receiver}" : ""));
        Fact("policy", Join(", ", _record.Policy, Labelled("level", _record.Level == AlarmLevel.Unspecified ? "" : EnumWord.Of(_record.Level)), Labelled("business", _record.Business)));
        WriteAlarm();
        Fact("cause", Join(", ", _record.Cause, _record.Round > 0 ? $"round {_record.Round}" : ""));
        Fact("by", Labelled("run by hand by", _record.By));
        WriteTimes();
        WriteApproval();
        WriteGroup();
        Fact("request", $"{topics.Actions}[{_record.Partition}]@{_record.Offset}");
    }

    /// <summary>Of the group's rule, by which it was judged: "summarise: number 3 within 2 minutes, limit 1".</summary>
    public static string Judged(ProcessingRecord record) => record.Action == DefenseAction.Unspecified ? ""
        : $"{EnumWord.Of(record.Action)}: number {record.Count} within {Plural.Of((int)record.WindowMinutes, "minute")}, limit {record.Limit}";

    private void WriteAlarm()
    {
        if (_record.AlarmId.Length > 0)
        {
            Fact("alarm", $"{StateWord.Painted(_record.AlarmState, terminal).TrimEnd()}  {OneLine.Of(_record.RuleName)}  {terminal.Bold(OneLine.Of(_record.Name))}");
            Fact("", Join(", ", _record.AlarmId, Labelled("episode", _record.EpisodeId)));
        }
        else if (_record.SummaryLevel != SummaryLevel.Unspecified)
        {
            Fact("tells", $"{Plural.Of((int)_record.Count, "alarm")} {(_record.SummaryLevel == SummaryLevel.Merged ? "of several policies" : "of one group")}");
        }
    }

    private void WriteTimes()
    {
        Fact("received", Time(_record.ReceivedMs));
        Fact("started", Later(_record.StartedMs));
        Fact("ended", Later(_record.EndedMs));
        if (_record.Outcome.Length > 0)
        {
            Fact("outcome", Join(": ", _record.Outcome, _record.Detail));
            Fact("took", $"{Elapsed.Text(_record.DurationMs)}, {Plural.Of((int)_record.Attempts, "attempt")}");
        }
    }

    private void WriteApproval()
    {
        if (_record.AskedMs > 0)
        {
            Fact("asked", Join(", ", Later(_record.AskedMs), Labelled("of", string.Join(", ", _record.Approvers))));
            Fact("answered", _record.AnsweredMs > 0 ? Join(", ", Later(_record.AnsweredMs), Labelled("by", _record.AnsweredBy), _record.Comment) : "not yet");
        }
    }

    private void WriteGroup()
    {
        Fact("defense", Judged(_record));
        if (family.Group is { } group)
        {
            var merged = group.MergedInto.Length > 0 ? $", merged into {group.MergedInto}" : "";
            // How many are in it is known once it has ended.
            var end = group.End == GroupEnd.Unspecified ? ", goes on" : $", ended {Time(group.EndedMs)} ({EnumWord.Of(group.End)}), {Plural.Of((int)group.Members, "member")}";
            Fact("group", $"{group.Id}, since {Time(group.CreatedMs)}{end}{merged}");
        }
        else
        {
            Fact("group", _record.GroupId);
        }

        if (family.Summary is { } summary)
        {
            Fact("summary", $"{summary.Id}, {ProcessingWord.Of(summary.Status)}, {Plural.Of((int)summary.Count, "alarm")}");
        }

        foreach (var member in family.Members.Take(MaxMembers))
        {
            Fact("member", $"{RecordTable.Short(member.Id)}  {LogTime.Text(member.ReceivedMs)}Z  {ProcessingWord.Painted(member.Status, terminal)}  {StateWord.Painted(member.AlarmState, terminal)}  {OneLine.Of(member.RuleName)}  {terminal.Bold(OneLine.Of(RecordTable.Entity(member)))}");
        }

        var more = Math.Max(0, family.Members.Count - MaxMembers) + family.More;
        Fact("", more > 0 ? $"... and {more} more" : "");
    }

    private string Later(long timeMs) => timeMs == 0 ? "" : $"{Time(timeMs)}, {Elapsed.Since(_record.ReceivedMs, timeMs)}";

    private static string Time(long timeMs) => $"{LogTime.Text(timeMs)}Z";

    private static string Labelled(string label, string text) => text.Length > 0 ? $"{label} {text}" : "";

    private static string Join(string separator, params string[] parts) => string.Join(separator, parts.Where(part => part.Length > 0).Select(part => OneLine.Of(part)));

    /// <summary>Nothing where there is nothing to say.</summary>
    private void Fact(string label, string text)
    {
        if (text.Length > 0)
        {
            terminal.Out.WriteLine($"  {label.PadRight(LabelWidth)} {text}");
        }
    }
}
