using Google.Protobuf;
using System.CommandLine;
using Tocsin.Cli.Acting;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary><c>tocsin tail actions</c> and <c>tocsin tail commands</c>: what Converge decides about, and what it commands.</summary>
internal static class ActionsCommand
{
    public static Command Actions(Terminal terminal)
    {
        var filter = new AlarmFilterOptions();
        var command = new TocsinCommand(
            "actions",
            "Prints one line for each record of the actions topic (signals, requests, outcomes, answers, acknowledgements, silences), until interrupted. Ticks are left out.",
            ("what is asked for from now on", "tocsin tail actions"),
            ("what alarms of a rule lead to", "tocsin tail actions --rule 'service_resp_*' --state firing"),
            ("who acknowledged what", "tocsin tail actions --from-beginning -o json | jq 'select(.acknowledgement)'"));
        filter.AddTo(command);
        new TopicTail("record").AddTo(
            command,
            topics => topics.Actions,
            result =>
            {
                var wanted = filter.Filter(result);
                return (record, isJson) => Action(record, wanted, isJson, terminal);
            },
            terminal);
        return command;
    }

    public static Command Commands(Terminal terminal)
    {
        var filter = new AlarmFilterOptions();
        var command = new TocsinCommand(
            "commands",
            "Prints one line for each command to run a package, to ask for approval, to send a summary or to cancel, until interrupted.",
            ("what is to be executed from now on", "tocsin tail commands"),
            ("because of one entity", "tocsin tail commands --entity checkout"),
            ("for an executor, as JSON", "tocsin tail commands -o json | jq 'select(.runPackage.type == \"PACKAGE_TYPE_JOB\")'"));
        filter.AddTo(command);
        new TopicTail("command").AddTo(
            command,
            topics => topics.Commands,
            result =>
            {
                var wanted = filter.Filter(result);
                return (record, isJson) => Command(record, wanted, isJson, terminal);
            },
            terminal);
        return command;
    }

    /// <summary>Null for a tick, and for what isn't wanted.</summary>
    internal static string? Action(InputRecord record, AlarmFilter filter, bool isJson, Terminal terminal) =>
        Parse(ActionRecord.Parser, record, out var action) is { } problem ? problem
        : action!.RecordCase == ActionRecord.RecordOneofCase.Tick || !filter.PassesAny([AlarmOf(action)]) ? null
        : isJson ? JsonFormatter.Default.Format(action)
        : $"{LogTime.Text(record.TimestampMs)}  {terminal.Bold(ActionText.Kind(action).PadRight(ActionText.KindWidth))}  {ActionText.Of(action)}";

    /// <summary>Null for what isn't wanted.</summary>
    internal static string? Command(InputRecord record, AlarmFilter filter, bool isJson, Terminal terminal) =>
        Parse(ActionCommand.Parser, record, out var command) is { } problem ? problem
        : !Fits(command!, filter) ? null
        : isJson ? JsonFormatter.Default.Format(command)
        : $"{LogTime.Text(record.TimestampMs)}  {terminal.Bold(CommandText.Kind(command!).PadRight(CommandText.KindWidth))}  {CommandText.Of(command!)}  record {OneLine.Of(command!.RecordId)}";

    private static AlarmMessage? AlarmOf(ActionRecord action) => action.RecordCase switch
    {
        ActionRecord.RecordOneofCase.Signal => action.Signal.Alarm,
        ActionRecord.RecordOneofCase.Request => action.Request.Alarm,
        ActionRecord.RecordOneofCase.Guarded => action.Guarded.Request?.Alarm,
        ActionRecord.RecordOneofCase.ManualRun => action.ManualRun.Alarm,
        _ => null,
    };

    private static bool Fits(ActionCommand command, AlarmFilter filter) => command.CommandCase switch
    {
        ActionCommand.CommandOneofCase.RunPackage => filter.PassesAny([command.RunPackage.Alarm]),
        ActionCommand.CommandOneofCase.AskApproval => filter.PassesAny([command.AskApproval.Alarm]),
        ActionCommand.CommandOneofCase.SendSummary => filter.PassesAny(command.SendSummary.Alarms),
        _ => filter.PassesAll,
    };

    /// <summary>What is wrong with it; null if it is what its topic holds.</summary>
    private static string? Parse<T>(MessageParser<T> parser, InputRecord record, out T? message)
        where T : class, IMessage<T>
    {
        try
        {
            message = parser.ParseFrom(record.Value ?? []);
            return null;
        }
        catch (InvalidProtocolBufferException exception)
        {
            message = null;
            return $"{record.Topic}[{record.Partition}]@{record.Offset} isn't an {typeof(T).Name}: {exception.Message}";
        }
    }
}
