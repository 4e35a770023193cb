using System.CommandLine;
using System.Collections.Immutable;
using Tocsin.Cli.Receivers;
using Tocsin.Cli.Routing;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Receivers;
using Tocsin.V1;

namespace Tocsin.Cli.Templates;

/// <summary><c>tocsin template render</c>: the requests that would tell a receiver of an alarm, secrets masked. Nothing is sent.</summary>
internal static class RenderCommand
{
    private const int MostAlarms = 1_000;

    public static Command Create(Terminal terminal)
    {
        var settings = new SettingsOptions();
        var alarm = new AlarmOptions();
        var name = new Argument<string>("NAME") { Description = "A receiver as routes name it: slack.ops, slack.ops#2" };
        var count = new Option<int>("--alarms") { Description = "So many alarms of the kind at once, as they would be told after a storm", DefaultValueFactory = _ => 1 };
        var output = OutputOption.Create();
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > MostAlarms)
            {
                result.AddError($"--alarms goes from 1 to {MostAlarms}");
            }
        });
        var command = new TocsinCommand(
            "render",
            "Shows the exact requests that would tell a receiver of an alarm, secrets masked. Nothing is sent. Exit code: 0 fine, 1 it isn't told of such alarms or its template fails, 2 wrong usage.",
            ("a firing, by files", "tocsin template render slack.ops --rules alarm-settings.yml --rule service_sla_rule --entity checkout"),
            ("its recovery", "tocsin template render slack.ops --rules alarm-settings.yml --rule service_sla_rule --entity checkout --state recovered"),
            ("a digest, by the rules in force", "tocsin template render dingtalk.ops --bootstrap 127.0.0.1:9092 --rule service_sla_rule --entity checkout --alarms 30"))
        {
            name, count, output,
        };
        alarm.AddTo(command);
        settings.AddTo(command);
        command.SetAction((result, _) => Task.Run(
            () => settings.Read(result, terminal) is { } read
                ? Run(result.GetRequiredValue(name), read, alarm.Read(result, read.Rules, terminal), result.GetValue(count), result.GetRequiredValue(output) == OutputOption.Json, terminal)
                : ExitCode.Problems,
            CancellationToken.None));
        return command;
    }

    private static int Run(string name, SettingsOptions.Settings settings, AlarmMessage alarm, int count, bool isJson, Terminal terminal)
    {
        using var receivers = new KnownReceivers(settings);
        var receiver = receivers.Find(name);
        if (receiver.WhyUntold(alarm) is { } why)
        {
            terminal.Error.WriteLine($"{CommandLine.Name}: {name} isn't told of this: {why}");
            return ExitCode.Problems;
        }

        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var previews = receiver.Render(new OutgoingMessage { Id = alarm.Id, Alarms = Several(Dated(alarm, nowMs), count), NowMs = nowMs });
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, previews.Select(PreviewReport.Of));
        }
        else
        {
            PreviewText.Write(previews, terminal);
        }

        return Warn(receiver, previews, terminal);
    }

    /// <summary>A secret that this machine doesn't have is no fault of the template.</summary>
    private static int Warn(Receiver receiver, ImmutableArray<Preview> previews, Terminal terminal)
    {
        var warnings = previews.Select(preview => preview.Warning).Where(warning => warning.Length > 0).Distinct().ToList();
        warnings.ForEach(warning => terminal.Error.WriteLine($"{CommandLine.Name}: {warning}"));
        return warnings.Exists(warning => receiver.Problem.Length == 0 || previews.All(preview => preview.Body.Length == 0)) ? ExitCode.Problems : ExitCode.Fine;
    }

    private static AlarmMessage Dated(AlarmMessage alarm, long nowMs)
    {
        alarm.TimeMs = alarm.TimeMs > 0 ? alarm.TimeMs : nowMs;
        alarm.StartTime = alarm.StartTime > 0 ? alarm.StartTime : alarm.TimeMs;
        if (alarm.State is AlarmState.Recovered or AlarmState.Closed && alarm.RecoveryTime == 0)
        {
            alarm.RecoveryTime = alarm.TimeMs;
        }

        return alarm;
    }

    private static ImmutableArray<AlarmMessage> Several(AlarmMessage alarm, int count) =>
        [alarm, .. Enumerable.Range(2, count - 1).Select(number => new AlarmMessage(alarm) { Id = $"{alarm.Id}-{number}", Id0 = $"{alarm.Id0}-{number}", Name = $"{alarm.Name}-{number}" })];
}
