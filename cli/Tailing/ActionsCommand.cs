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
        var command = new TocsinCommand(
            "actions",
            "Prints one line for each record of the actions topic (signals, requests, outcomes, answers, acknowledgements, silences), until interrupted. Ticks are left out.",
            ("what is asked for from now on", "tocsin tail actions"),
            ("who acknowledged what", "tocsin tail actions --from-beginning -o json | jq 'select(.acknowledgement)'"));
        new TopicTail("record").AddTo(command, topics => topics.Actions, _ => (record, isJson) => Action(record, isJson, terminal), terminal);
        return command;
    }

    public static Command Commands(Terminal terminal)
    {
        var command = new TocsinCommand(
            "commands",
            "Prints one line for each command to run a package, to ask for approval, to send a summary or to cancel, until interrupted.",
            ("what is to be executed from now on", "tocsin tail commands"),
            ("for an executor, as JSON", "tocsin tail commands -o json | jq 'select(.runPackage.type == \"PACKAGE_TYPE_JOB\")'"));
        new TopicTail("command").AddTo(command, topics => topics.Commands, _ => (record, isJson) => Command(record, isJson, terminal), terminal);
        return command;
    }

    /// <summary>Null for a tick.</summary>
    internal static string? Action(InputRecord record, bool isJson, Terminal terminal) =>
        Parse(ActionRecord.Parser, record, out var action) is { } problem ? problem
        : action!.RecordCase == ActionRecord.RecordOneofCase.Tick ? null
        : isJson ? JsonFormatter.Default.Format(action)
        : $"{LogTime.Text(record.TimestampMs)}  {terminal.Bold(ActionText.Kind(action).PadRight(ActionText.KindWidth))}  {ActionText.Of(action)}";

    internal static string Command(InputRecord record, bool isJson, Terminal terminal) =>
        Parse(ActionCommand.Parser, record, out var command) is { } problem ? problem
        : isJson ? JsonFormatter.Default.Format(command)
        : $"{LogTime.Text(record.TimestampMs)}  {terminal.Bold(CommandText.Kind(command!).PadRight(CommandText.KindWidth))}  {CommandText.Of(command!)}  record {OneLine.Of(command!.RecordId)}";

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
