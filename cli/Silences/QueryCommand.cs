using System.CommandLine;
using System.Globalization;
using Tocsin.Cli.Alarms;
using Tocsin.Converge.Shields;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary><c>tocsin silence query</c>.</summary>
internal static class QueryCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var expired = new Option<bool>("--expired") { Description = "Also those that are over" };
        var state = new Option<string?>("--state") { Description = "Only those in this state; resting is between two of its times of the week" };
        state.AcceptOnlyFromAmong(ShieldState.All);
        var by = new Option<string?>("--by") { Description = "Only those of this person; * stands for anything" };
        var alarm = new Option<string?>("--alarm") { Description = "Only those that are for this active alarm, by its id or episode" };
        var since = new SinceOption("Counts as active the alarms that said something not earlier than this", AlarmLog.Back, TimeProvider.System);
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "query",
            "Lists silences, from commands and from the policies' file: whether they are active, what they are for and how many active alarms that mutes now.",
            ("those that are not over", "tocsin silence query"),
            ("why an alarm isn't told", "tocsin silence query --alarm 1f2e3d4c --state active"),
            ("for programs", "tocsin silence query --expired -o json | jq '.silences[] | select(.mutes > 0) | .id'"))
        {
            expired, state, by, alarm, output,
        };
        since.AddTo(command);
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            using var topic = new ShieldsTopic(client, topics, TimeProvider.System);
            var wanted = result.GetValue(state);
            var who = new Glob(result.GetValue(by) ?? "*");
            var shields = topic.All.Values
                .Where(shield => wanted is null ? result.GetValue(expired) || ShieldState.Of(shield, nowMs) != ShieldState.Expired : ShieldState.Of(shield, nowMs) == wanted)
                .Where(shield => who.Matches(shield.By))
                .ToList();
            var muting = Muting.Read(client, topics, since.Of(result), shields.Exists(shield => shield.Match?.Policies.Count > 0));
            var reports = shields.ConvertAll(shield => (Shield: shield, Alarms: muting.Of(shield)));
            if (result.GetValue(alarm) is { } id)
            {
                var episode = Find(muting, id).EpisodeId;
                reports = reports.FindAll(each => each.Alarms.Exists(other => other.EpisodeId == episode));
            }

            Write([.. reports.Select(each => (each.Shield, Now(each.Shield, each.Alarms.Count, nowMs)))], muting, nowMs, result.GetRequiredValue(output) == OutputOption.Json, terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    private static AlarmMessage Find(Muting muting, string id) =>
        IdText.One(muting.Alarms.Where(alarm => IdText.Fits(alarm.EpisodeId, id) || IdText.Fits(alarm.Id, id)).ToDictionary(alarm => alarm.EpisodeId), id)
        ?? throw new StageFailureException($"no active alarm {OneLine.Of(id)} among those that said something since {LogTime.Text(muting.SinceMs)}Z");

    /// <summary>What isn't active mutes nothing.</summary>
    private static int Now(Shield shield, int alarms, long nowMs) => ShieldState.Of(shield, nowMs) == ShieldState.Active ? alarms : 0;

    private static void Write(IReadOnlyList<(Shield Shield, int Mutes)> shields, Muting muting, long nowMs, bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { Silences = shields.Select(each => ShieldReport.Of(each.Shield, each.Mutes, nowMs)), Active = muting.Alarms.Count, Since = IsoTime.Text(muting.SinceMs) });
            return;
        }

        if (shields.Count > 0)
        {
            Table(shields, nowMs, terminal).Write(terminal);
        }

        terminal.Out.WriteLine($"{Plural.Of(shields.Count, "silence")}; {Plural.Of(muting.Alarms.Count, "alarm")} active, of those that said something since {LogTime.Text(muting.SinceMs)}Z");
    }

    private static Table Table(IEnumerable<(Shield Shield, int Mutes)> shields, long nowMs, Terminal terminal)
    {
        var table = new Table("ID", "STATE", "MUTES", "FOR", "WHEN", "BY", "COMMENT");
        foreach (var (shield, mutes) in shields)
        {
            var state = ShieldState.Of(shield, nowMs);
            table.Add(
                (shield.Id, null),
                (state, state == ShieldState.Active ? terminal.Yellow : null),
                (mutes.ToString(CultureInfo.InvariantCulture), null),
                (MatchText.Of(shield.Match), terminal.Bold),
                (ShieldLine.When(shield), null),
                (ShieldLine.Source(shield), null),
                (shield.Comment, null));
        }

        return table;
    }
}
