using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Reads values of the actions topic; everybody who reads it takes and refuses the same ones.</summary>
public static class ActionRecords
{
    /// <summary>The record, or null and what is wrong with it.</summary>
    public static (ActionRecord? Record, string Problem) Read(byte[]? value)
    {
        if (value is null)
        {
            return (null, "the record has no value, expected an ActionRecord");
        }

        try
        {
            var record = ActionRecord.Parser.ParseFrom(value);
            var problem = Problem(record);
            return (problem.Length == 0 ? record : null, problem);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return (null, $"not an ActionRecord: {exception.Message}");
        }
    }

    /// <summary>Empty if it may be written to the actions topic, else what is wrong with it.</summary>
    public static string Problem(ActionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.RecordCase switch
        {
            ActionRecord.RecordOneofCase.Request => RequestCheck.Problem(record.Request),
            ActionRecord.RecordOneofCase.Outcome => Problem(record.Outcome),
            ActionRecord.RecordOneofCase.ApprovalAnswer => record.ApprovalAnswer.RecordId.Length == 0 ? "an answer that names no record" : "",
            ActionRecord.RecordOneofCase.ManualRun => Problem(record.ManualRun),
            ActionRecord.RecordOneofCase.Tick => "",
            ActionRecord.RecordOneofCase.Signal => SignalCheck.Problem(record.Signal),
            ActionRecord.RecordOneofCase.Acknowledgement => Problem(record.Acknowledgement),
            ActionRecord.RecordOneofCase.Guarded => Problem(record.Guarded),
            ActionRecord.RecordOneofCase.Withdrawal => Problem(record.Withdrawal),
            ActionRecord.RecordOneofCase.Shield => ShieldCheck.Problem(record.Shield),
            _ => "an ActionRecord of no kind that is known here",
        };
    }

    private static string Problem(Outcome outcome) =>
        outcome.RecordId.Length == 0 ? "an outcome that names no record"
        : outcome.Result == OutcomeResult.Unspecified || !Enum.IsDefined(outcome.Result) ? "an outcome without result"
        : "";

    private static string Problem(ManualRun run) =>
        run.Id.Length == 0 ? "a manual run without id"
        : run.Package.Length == 0 ? "a manual run without package"
        : run.TimeoutSeconds > ActionLimits.TimeoutSeconds ? $"a manual run with a time-out of {run.TimeoutSeconds} s, at most {ActionLimits.TimeoutSeconds} s"
        : "";

    private static string Problem(Acknowledgement acknowledgement) =>
        acknowledgement.EpisodeId.Length == 0 ? "an acknowledgement that names no episode"
        : acknowledgement.By.Length == 0 ? "an acknowledgement by nobody"
        : acknowledgement.EpisodeId.Length > ActionLimits.NameLength ? $"an acknowledgement with an episode id of {acknowledgement.EpisodeId.Length} characters, at most {ActionLimits.NameLength}"
        : acknowledgement.By.Length > ActionLimits.NameLength ? $"an acknowledgement with a name of {acknowledgement.By.Length} characters, at most {ActionLimits.NameLength}"
        : acknowledgement.Comment.Length > ActionLimits.CommentLength ? $"an acknowledgement with a comment of {acknowledgement.Comment.Length} characters, at most {ActionLimits.CommentLength}"
        : "";

    private static string Problem(Guarded guarded) =>
        guarded.Withdrawal is not null ? (guarded.WithdrawalKey.Length == 0 ? "a guarded withdrawal without key" : Problem(guarded.Withdrawal))
        : guarded.Request is null ? "something guarded that is neither a request nor a withdrawal"
        : guarded.Limits is null ? "a guarded request without limits"
        : RequestCheck.Problem(guarded.Request) is { Length: > 0 } problem ? problem
        : SignalCheck.Problem(guarded.Limits);

    private static string Problem(Withdrawal withdrawal) =>
        withdrawal.RecordId.Length == 0 ? "a withdrawal that names no record"
        : withdrawal.Reason.Length == 0 ? "a withdrawal without reason"
        : "";
}
