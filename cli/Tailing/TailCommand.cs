using System.CommandLine;
using Google.Protobuf;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary><c>tocsin tail</c>: what is written to a topic, as it comes.</summary>
internal static class TailCommand
{
    public static Command Create(Terminal terminal) => new("tail", "Shows what is written to a topic, as it comes.")
    {
        Alarms(terminal),
        ActionsCommand.Actions(terminal),
        ActionsCommand.Commands(terminal),
        DeliveriesCommand.Create(terminal),
        StatesCommand.Create(terminal),
    };

    private static TocsinCommand Alarms(Terminal terminal)
    {
        var command = new TocsinCommand(
            "alarms",
            "Prints one line for each alarm, until interrupted.",
            ("the alarms from now on", "tocsin tail alarms --bootstrap 127.0.0.1:9092"),
            ("all there are, as JSON for another program", "tocsin tail alarms --from-beginning -o json | jq .ruleName"));
        new TopicTail("alarm").AddTo(command, topics => topics.Alarms, _ => (record, isJson) => Line(record, isJson, terminal), terminal);
        return command;
    }

    private static string Line(InputRecord record, bool isJson, Terminal terminal)
    {
        try
        {
            var alarm = AlarmMessage.Parser.ParseFrom(record.Value ?? []);
            return isJson ? JsonFormatter.Default.Format(alarm) : AlarmLine.Of(alarm, terminal);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return $"{record.Topic}[{record.Partition}]@{record.Offset} isn't an alarm: {exception.Message}";
        }
    }
}
