using Tocsin.V1;

namespace Tocsin.Cli.Acting;

/// <summary>A record of the commands topic in words: what kind it is, and what it says.</summary>
internal static class CommandText
{
    public const int KindWidth = 7;

    /// <summary>One word.</summary>
    public static string Kind(ActionCommand command) => command.CommandCase switch
    {
        ActionCommand.CommandOneofCase.RunPackage => "run",
        ActionCommand.CommandOneofCase.AskApproval => "ask",
        ActionCommand.CommandOneofCase.SendSummary => "summary",
        ActionCommand.CommandOneofCase.Cancel => "cancel",
        _ => "?",
    };

    public static string Of(ActionCommand command) => OneLine.Of(command.CommandCase switch
    {
        ActionCommand.CommandOneofCase.RunPackage => Of(command.RunPackage),
        ActionCommand.CommandOneofCase.AskApproval => $"whether package {command.AskApproval.Package} may run, of {string.Join(", ", command.AskApproval.Approvers.DefaultIfEmpty("nobody"))}: {command.AskApproval.Sentence}",
        ActionCommand.CommandOneofCase.SendSummary => $"of {Plural.Of((int)command.SendSummary.AlarmCount, "alarm")} to {command.SendSummary.Receiver}{(command.SendSummary.More > 0 ? $", and {command.SendSummary.More} more by their number" : "")}",
        ActionCommand.CommandOneofCase.Cancel => command.Cancel.Reason,
        _ => "",
    });

    private static string Of(RunPackage run)
    {
        var type = run.Type == PackageType.Unspecified ? "" : $" ({EnumWord.Of(run.Type)})";
        var by = run.By.Length > 0 ? $", by hand, by {run.By}" : "";
        var about = run.Alarm is { } alarm ? $" for {alarm.RuleName} of {alarm.Name}" : "";
        return $"package {ActionText.Package(run.Package, run.Receiver)}{type}{about}{by}";
    }
}
