using Google.Protobuf;
using System.CommandLine;
using Tocsin.Cli.Records;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Tailing;

/// <summary><c>tocsin tail records</c>: processing records as they change.</summary>
internal static class StatesCommand
{
    public static Command Create(Terminal terminal)
    {
        var filter = new RecordOptions();
        var command = new TocsinCommand(
            "records",
            "Prints one line whenever a processing record changes, until interrupted.",
            ("what becomes of alarms, from now on", "tocsin tail records"),
            ("what fails or is blocked", "tocsin tail records --status failure blocked"),
            ("whom alarms of a rule reach", "tocsin tail records --rule 'service_*' --state firing --status success"));
        filter.AddTo(command);
        new TopicTail("state").AddTo(
            command,
            topics => topics.Records,
            result =>
            {
                var wanted = filter.Filter(result);
                return (record, isJson) => Line(record, wanted, isJson, terminal);
            },
            terminal);
        return command;
    }

    /// <summary>Null for one that isn't wanted, and for records about anything but what was asked for.</summary>
    internal static string? Line(InputRecord record, RecordFilter filter, bool isJson, Terminal terminal) =>
        Ledger.Read(record) is not { } state || !filter.Passes(state) ? null
        : isJson ? JsonFormatter.Default.Format(state)
        : RecordLine.Of(state, record.TimestampMs, terminal);
}
