using Tocsin.Cli.Silences;
using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Acting;

/// <summary>A record of the actions topic in words: what kind it is, and what it says.</summary>
internal static class ActionText
{
    public const int KindWidth = 10;

    /// <summary>One word.</summary>
    public static string Kind(ActionRecord record) => record.RecordCase switch
    {
        ActionRecord.RecordOneofCase.ApprovalAnswer => "answer",
        ActionRecord.RecordOneofCase.ManualRun => "run",
        ActionRecord.RecordOneofCase.Acknowledgement => "ack",
        ActionRecord.RecordOneofCase.None => "?",
        var kind => EnumWord.Of(kind),
    };

    public static string Of(ActionRecord record) => OneLine.Of(record.RecordCase switch
    {
        ActionRecord.RecordOneofCase.Signal => $"{About(record.Signal.Alarm)}: {Matches(record.Signal)}",
        ActionRecord.RecordOneofCase.Request => Of(record.Request),
        ActionRecord.RecordOneofCase.Guarded => record.Guarded.Request is { } request ? $"before the storm guard: {Of(request)}" : $"before the storm guard: withdrawal of record {record.Guarded.Withdrawal?.RecordId}",
        ActionRecord.RecordOneofCase.Outcome => $"record {record.Outcome.RecordId}: {Of(record.Outcome)}",
        ActionRecord.RecordOneofCase.ApprovalAnswer => $"record {record.ApprovalAnswer.RecordId}: {Of(record.ApprovalAnswer)}",
        ActionRecord.RecordOneofCase.ManualRun => $"package {Package(record.ManualRun.Package, record.ManualRun.Receiver)} by hand, by {record.ManualRun.By}{(record.ManualRun.Alarm is { } alarm ? $", for {About(alarm)}" : "")}",
        ActionRecord.RecordOneofCase.Acknowledgement => $"episode {record.Acknowledgement.EpisodeId}: {Of(record.Acknowledgement)}",
        ActionRecord.RecordOneofCase.Withdrawal => $"record {record.Withdrawal.RecordId}: {record.Withdrawal.Reason}: {record.Withdrawal.Sentence}",
        ActionRecord.RecordOneofCase.Shield => $"silence {record.Shield.Id} {(record.Shield.IsExpired ? "expired" : ShieldLine.When(record.Shield))}: {MatchText.Of(record.Shield.Match)}{Comment(record.Shield.Comment)}",
        _ => "",
    });

    public static string Of(Request request)
    {
        var why = request.ShieldedBy.Length > 0 ? $", shielded by silence {request.ShieldedBy}"
            : request.AcknowledgedBy.Length > 0 ? $", acknowledged by {request.AcknowledgedBy}"
            : request.BlockedBy.Length > 0 ? $", blocked by circuit {request.BlockedBy}"
            : request.RefusedBecause.Length > 0 ? $", refused: {request.RefusedBecause}"
            : "";
        var cause = request.Cause.Length > 0 ? $", because of {request.Cause}{(request.Round > 0 ? $" {request.Round}" : "")}" : "";
        return $"policy {request.Policy} asks for package {Package(request.Package, request.Receiver)} for {About(request.Alarm)}{cause}{why}";
    }

    public static string Of(Outcome outcome) =>
        $"{EnumWord.Of(outcome.Result)}, {outcome.Reason}{(outcome.Detail.Length > 0 ? $": {outcome.Detail}" : "")}, {Plural.Of((int)outcome.Attempts, "attempt")}, {Elapsed.Text(outcome.DurationMs)}";

    public static string Of(ApprovalAnswer answer) => $"{(answer.Approved ? "approved" : "rejected")} by {answer.By}{Comment(answer.Comment)}";

    public static string Of(Acknowledgement acknowledgement) => $"acknowledged by {acknowledgement.By}{Comment(acknowledgement.Comment)}";

    /// <summary>The policies that a signal matched, with the version they were read in.</summary>
    public static string Matches(Signal signal)
    {
        var version = signal.PoliciesVersion.Length > 0 ? $"policies {signal.PoliciesVersion}" : "the built-in policy";
        var matches = signal.Matches.Select(match => $"{match.Policy} ({Plural.Of(match.Calls.Count, "call")}{(match.Level == AlarmLevel.Unspecified ? "" : $", level {EnumWord.Of(match.Level)}")})");
        return signal.Matches.Count == 0 ? $"nothing of {version} matches" : $"matches {string.Join(" and ", matches)} of {version}";
    }

    public static string Package(string package, string receiver) => receiver.Length > 0 ? $"{package} -> {receiver}" : package;

    private static string About(AlarmMessage? alarm) => alarm is null ? "no alarm" : $"{StateWord.Of(alarm.State)} {alarm.RuleName} of {alarm.Name}";

    private static string Comment(string comment) => comment.Length > 0 ? $": \"{comment}\"" : "";
}
