using System.CommandLine;
using System.Diagnostics;
using Tocsin.Cli.Routing;
using Tocsin.Cli.Templates;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Receivers;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Cli.Receivers;

/// <summary><c>tocsin test receiver</c>: tells a receiver of an alarm that says it is a test, and shows what went out and what came back.</summary>
internal static class TestReceiverCommand
{
    private const string Rule = "test_rule";
    private const string Entity = "tocsin-test";
    private const string Text = "This is a test of Tocsin: nothing is wrong";

    public static Command Create(Terminal terminal)
    {
        var settings = new SettingsOptions();
        var name = new Argument<string>("NAME") { Description = "A receiver as routes name it: slack.ops, slack.ops#2" };
        var state = new Option<string>("--state") { Description = "firing, recovered, no-data or closed", DefaultValueFactory = _ => "firing" };
        state.AcceptOnlyFromAmong([.. StateWord.All.Keys]);
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "receiver",
            "Tells a receiver of an alarm that says it is a test; shows request and answer, secrets masked. Exit code: 0 the receiver has it, 1 it hasn't, 2 wrong usage.",
            ("by files", "tocsin test receiver slack.ops --rules alarm-settings.yml --dispatch dispatch.yml"),
            ("by the rules in force", "tocsin test receiver webhook.default --bootstrap 127.0.0.1:9092"))
        {
            name, state, output,
        };
        settings.AddTo(command);
        command.SetAction(async (result, stop) =>
        {
            var read = await Task.Run(() => settings.Read(result, terminal), stop);
            if (read is null)
            {
                return ExitCode.Problems;
            }

            using var receivers = new KnownReceivers(read);
            var receiver = receivers.Find(result.GetRequiredValue(name));
            return await SendAsync(receiver, Alarm(StateWord.All[result.GetRequiredValue(state)]), result.GetRequiredValue(output) == OutputOption.Json, terminal, stop);
        });
        return command;
    }

    private static async Task<int> SendAsync(Receiver receiver, AlarmMessage alarm, bool isJson, Terminal terminal, CancellationToken stop)
    {
        if (receiver.WhyUntold(alarm) is { } why)
        {
            terminal.Error.WriteLine($"{CommandLine.Name}: {receiver.Name} isn't told of this: {why}");
            return ExitCode.Problems;
        }

        var message = new OutgoingMessage { Id = alarm.Id, Alarms = [alarm], NowMs = alarm.TimeMs, IsTest = true };
        var previews = receiver.Render(message);
        if (!isJson)
        {
            PreviewText.Write(previews, terminal);
            terminal.Out.WriteLine();
        }

        var begun = Stopwatch.GetTimestamp();
        var answer = await receiver.SendAsync(message, stop);
        var tookMs = (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new TestReport(receiver.Name, answer.Verdict.ToString(), answer.Reason, answer.Detail, answer.Status, tookMs, answer.Warning, [.. previews.Select(PreviewReport.Of)]));
        }
        else
        {
            Tell(receiver.Name, answer, tookMs, terminal);
        }

        return answer.Verdict == Verdict.Delivered ? ExitCode.Fine : ExitCode.Problems;
    }

    private static void Tell(string name, Answer answer, long tookMs, Terminal terminal)
    {
        var outcome = answer.Verdict switch
        {
            Verdict.Delivered => terminal.Bold($"{name} has it"),
            Verdict.TryAgain or Verdict.NotSent => terminal.Yellow($"{name} doesn't have it; Dispatch would try again"),
            _ => terminal.Red($"{name} doesn't take it; Dispatch would give it up"),
        };
        terminal.Out.WriteLine($"{outcome}: {answer.Reason}, after {tookMs} ms");
        if (answer.Detail.Length > 0)
        {
            terminal.Out.WriteLine(OneLine.Of(answer.Detail));
        }

        if (answer.Warning.Length > 0)
        {
            terminal.Error.WriteLine($"{CommandLine.Name}: {answer.Warning}");
        }
    }

    private static AlarmMessage Alarm(AlarmState state)
    {
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var id = Guid.NewGuid().ToString();
        var alarm = new AlarmMessage
        {
            ScopeId = (long)Scope.Service,
            Scope = "SERVICE",
            Name = Entity,
            Id0 = Entity,
            RuleName = Rule,
            AlarmMessage_ = Text,
            StartTime = nowMs,
            TimeMs = nowMs,
            Id = id,
            EpisodeId = id,
            Sequence = 1,
            State = state,
        };
        alarm.RecoveryTime = state is AlarmState.Recovered or AlarmState.Closed ? nowMs : 0;
        return alarm;
    }
}
