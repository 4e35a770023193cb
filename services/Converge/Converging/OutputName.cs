using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Converge.Converging;

/// <summary>What a trace calls the records that follow from a record of the actions topic: the same on every replay, and different within a trace.</summary>
internal static class OutputName
{
    public static string Of(ActionCommand command) => $"{command.CommandCase}/{command.RecordId}";

    public static string Of(ActionRecord record) => record.RecordCase switch
    {
        ActionRecord.RecordOneofCase.Request => $"{record.RecordCase}/{RecordId.Of(record.Request)}",
        ActionRecord.RecordOneofCase.Guarded => $"{record.RecordCase}/{RecordId.Of(record.Guarded.Request)}",
        ActionRecord.RecordOneofCase.Withdrawal => $"{record.RecordCase}/{record.Withdrawal.RecordId}",
        _ => record.RecordCase.ToString(),
    };
}
