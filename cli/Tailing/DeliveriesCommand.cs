using System.CommandLine;
using System.IO.Enumeration;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary><c>tocsin tail deliveries</c>: the ledger as it changes.</summary>
internal static class DeliveriesCommand
{
    private static readonly string[] _statuses = [.. Enum.GetValues<DeliveryStatus>().Where(status => status != DeliveryStatus.Unspecified).Select(status => DeliveryWord.Of(status).ToLowerInvariant())];

    public static Command Create(Terminal terminal)
    {
        var receiver = new Option<string?>("--receiver") { Description = "Only of this receiver, such as slack.ops; * and ? stand for anything" };
        var status = new Option<string?>("--status") { Description = "Only in this status" };
        status.AcceptOnlyFromAmong(_statuses);
        var filter = new AlarmFilterOptions();
        var command = new TocsinCommand(
            "deliveries",
            "Prints one line whenever the ledger says something new of a delivery, until interrupted.",
            ("who is told what, from now on", "tocsin tail deliveries"),
            ("everything that one receiver had to be told again", "tocsin tail deliveries --from-beginning --receiver slack.ops --status retrying"),
            ("whom an entity's recoveries reach", "tocsin tail deliveries --entity checkout --state recovered"))
        {
            receiver, status,
        };
        filter.AddTo(command);
        new TopicTail("state").AddTo(
            command,
            topics => topics.Records,
            result =>
            {
                var (pattern, wanted) = (result.GetValue(receiver), result.GetValue(status));
                var alarms = filter.Filter(result);
                return (record, isJson) => Line(record, state => Fits(state, pattern, wanted) && Fits(state, alarms), isJson, terminal);
            },
            terminal);
        return command;
    }

    /// <summary>Null for one that isn't wanted, and for records about anything but deliveries.</summary>
    internal static string? Line(InputRecord record, Func<DeliveryState, bool> isWanted, bool isJson, Terminal terminal)
    {
        if (record.Value is null || !RecordKeys.IsDelivery(record.Key))
        {
            return null;
        }

        try
        {
            var state = DeliveryState.Parser.ParseFrom(record.Value);
            return !isWanted(state) ? null : isJson ? JsonFormatter.Default.Format(state) : DeliveryLine.Of(state, record.TimestampMs, terminal);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return $"{record.Topic}[{record.Partition}]@{record.Offset} isn't the state of a delivery: {exception.Message}";
        }
    }

    internal static bool Fits(DeliveryState state, string? receiver, string? status) =>
        (receiver is null || FileSystemName.MatchesSimpleExpression(receiver, state.Receiver, ignoreCase: false))
        && (status is null || DeliveryWord.Of(state.Status).Equals(status, StringComparison.OrdinalIgnoreCase));

    /// <summary>The ledger doesn't say which alarms a summary tells, so it passes only where none are asked for.</summary>
    internal static bool Fits(DeliveryState state, AlarmFilter alarms) =>
        alarms.PassesAll || (state.AlarmCount == 0 && alarms.Passes(state.RuleName, state.Name, state.AlarmState));
}
