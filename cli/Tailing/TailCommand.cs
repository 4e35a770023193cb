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
        var filter = new AlarmFilterOptions();
        var command = new TocsinCommand(
            "alarms",
            "Prints one line for each alarm, until interrupted.",
            ("the alarms from now on", "tocsin tail alarms --bootstrap 127.0.0.1:9092"),
            ("what begins and ends at the checkout services", "tocsin tail alarms --entity 'checkout*' --state firing recovered"),
            ("all there are, as JSON for another program", "tocsin tail alarms --from-beginning -o json | jq .ruleName"));
        filter.AddTo(command);
        new TopicTail("alarm").AddTo(
            command,
            topics => topics.Alarms,
            result =>
            {
                var wanted = filter.Filter(result);
                return (record, isJson) => Line(record, wanted, isJson, terminal);
            },
            terminal);
        return command;
    }

    /// <summary>Null for one that isn't wanted.</summary>
    internal static string? Line(InputRecord record, AlarmFilter filter, bool isJson, Terminal terminal)
    {
        try
        {
            var alarm = AlarmMessage.Parser.ParseFrom(record.Value ?? []);
            return !filter.Passes(alarm) ? null : isJson ? JsonFormatter.Default.Format(alarm) : AlarmLine.Of(alarm, terminal);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return $"{record.Topic}[{record.Partition}]@{record.Offset} isn't an alarm: {exception.Message}";
        }
    }
}
