using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Reads values of the actions topic; everybody who reads it takes and refuses the same ones.</summary>
public static class ActionRecords
{
    /// <summary>A package may take so long at most.</summary>
    private const uint MaxTimeoutSeconds = 86_400;
    private const uint MaxWindowMinutes = 10_080;

    /// <summary>So many run freely at most: as many are remembered for each group that isn't created yet.</summary>
    private const uint MaxCount = 10_000;

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

    private static string Problem(ActionRecord record) => record.RecordCase switch
    {
        ActionRecord.RecordOneofCase.Request => Problem(record.Request),
        ActionRecord.RecordOneofCase.Outcome => Problem(record.Outcome),
        ActionRecord.RecordOneofCase.ApprovalAnswer => record.ApprovalAnswer.RecordId.Length == 0 ? "an answer that names no record" : "",
        ActionRecord.RecordOneofCase.ManualRun => Problem(record.ManualRun),
        ActionRecord.RecordOneofCase.Tick => "",
        _ => "an ActionRecord of no kind that is known here",
    };

    private static string Problem(Request request) =>
        request.Alarm is not { Id.Length: > 0 } ? "a request without alarm"
        : request.Package.Length == 0 ? "a request without package"
        : request.TimeoutSeconds > MaxTimeoutSeconds ? $"a request with a time-out of {request.TimeoutSeconds} s, at most {MaxTimeoutSeconds} s"
        : request.Defense is { } defense ? Problem(defense)
        : "";

    private static string Problem(Defense defense) =>
        !Enum.IsDefined(defense.Action) ? $"a defense action {(int)defense.Action} that isn't known here"
        : defense.WindowMinutes > MaxWindowMinutes ? $"a defense window of {defense.WindowMinutes} minutes, at most {MaxWindowMinutes}"
        : defense.Count > MaxCount ? $"a defense count of {defense.Count}, at most {MaxCount}"
        : defense.Dimensions.Any(dimension => dimension.Name.Length == 0) ? "a dimension without name"
        : "";

    private static string Problem(Outcome outcome) =>
        outcome.RecordId.Length == 0 ? "an outcome that names no record"
        : outcome.Result == OutcomeResult.Unspecified || !Enum.IsDefined(outcome.Result) ? "an outcome without result"
        : "";

    private static string Problem(ManualRun run) =>
        run.Id.Length == 0 ? "a manual run without id"
        : run.Package.Length == 0 ? "a manual run without package"
        : run.TimeoutSeconds > MaxTimeoutSeconds ? $"a manual run with a time-out of {run.TimeoutSeconds} s, at most {MaxTimeoutSeconds} s"
        : "";
}
