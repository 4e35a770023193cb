using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Reads values of the commands topic; everybody who reads it takes and refuses the same ones.</summary>
public static class ActionCommands
{
    /// <summary>The command, or null and what is wrong with it.</summary>
    public static (ActionCommand? Command, string Problem) Read(byte[]? value)
    {
        if (value is null)
        {
            return (null, "the record has no value, expected an ActionCommand");
        }

        try
        {
            var command = ActionCommand.Parser.ParseFrom(value);
            var problem = Problem(command);
            return (problem.Length == 0 ? command : null, problem);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return (null, $"not an ActionCommand: {exception.Message}");
        }
    }

    private static string Problem(ActionCommand command) =>
        command.RecordId.Length == 0 ? "a command that names no record"
        : command.Key.IsEmpty ? "a command without the key for its outcome"
        : command.CommandCase switch
        {
            ActionCommand.CommandOneofCase.RunPackage => command.RunPackage.Package.Length == 0 ? "a command to run no package" : "",
            ActionCommand.CommandOneofCase.AskApproval => command.AskApproval.Alarm is null ? "a question without alarm" : "",
            ActionCommand.CommandOneofCase.SendSummary => command.SendSummary.Alarms.Count == 0 ? "a summary without alarms" : "",
            ActionCommand.CommandOneofCase.Cancel => "",
            _ => "an ActionCommand of no kind that is known here",
        };
}
