using System.CommandLine;
using System.IO.Enumeration;
using Google.Protobuf;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary><c>tocsin tail</c>: what is written to a topic, as it comes.</summary>
internal static class TailCommand
{
    private static readonly string[] _states = [OptionWord(AlarmState.Firing), OptionWord(AlarmState.Recovered), OptionWord(AlarmState.NoData), OptionWord(AlarmState.Closed)];

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
        var rule = new Option<string?>("--rule") { Description = "Only of this rule; * and ? stand for anything" };
        var entity = new Option<string?>("--entity") { Description = "Only of this entity, by name or id; * and ? stand for anything" };
        var state = new Option<string?>("--state") { Description = "Only in this state" };
        state.AcceptOnlyFromAmong(_states);
        var command = new TocsinCommand(
            "alarms",
            "Prints one line for each alarm, until interrupted.",
            ("the alarms from now on", "tocsin tail alarms --bootstrap 127.0.0.1:9092"),
            ("all there are, as JSON for another program", "tocsin tail alarms --from-beginning -o json | jq .ruleName"),
            ("what fires of some services", "tocsin tail alarms --entity 'shop-*' --state firing"))
        {
            rule, entity, state,
        };
        new TopicTail("alarm").AddTo(
            command,
            topics => topics.Alarms,
            result =>
            {
                var (rulePattern, entityPattern, wanted) = (result.GetValue(rule), result.GetValue(entity), result.GetValue(state));
                return (record, isJson) => Line(record, alarm => Fits(alarm, rulePattern, entityPattern, wanted), isJson, terminal);
            },
            terminal);
        return command;
    }

    internal static bool Fits(AlarmMessage alarm, string? rule, string? entity, string? state) =>
        (rule is null || FileSystemName.MatchesSimpleExpression(rule, alarm.RuleName, ignoreCase: false))
        && (entity is null || FileSystemName.MatchesSimpleExpression(entity, alarm.Name, ignoreCase: false) || FileSystemName.MatchesSimpleExpression(entity, alarm.Id0, ignoreCase: false))
        && (state is null || OptionWord(alarm.State) == state);

    /// <summary>As it stands on a command line.</summary>
    private static string OptionWord(AlarmState state) => StateWord.Of(state).Replace(' ', '-').ToLowerInvariant();

    /// <summary>Null for one that isn't wanted.</summary>
    private static string? Line(InputRecord record, Func<AlarmMessage, bool> isWanted, bool isJson, Terminal terminal)
    {
        try
        {
            var alarm = AlarmMessage.Parser.ParseFrom(record.Value ?? []);
            return !isWanted(alarm) ? null : isJson ? JsonFormatter.Default.Format(alarm) : AlarmLine.Of(alarm, terminal);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return $"{record.Topic}[{record.Partition}]@{record.Offset} isn't an alarm: {exception.Message}";
        }
    }
}
