using System.CommandLine;
using Tocsin.Cli.Receivers;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Cli.Routing;

/// <summary><c>tocsin route test</c>: where one alarm would go, and why. Nothing is sent.</summary>
internal static class RouteTestCommand
{
    public static Command Create(Terminal terminal)
    {
        var settings = new SettingsOptions();
        var alarm = new AlarmOptions();
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "test",
            "Says to which receivers an alarm would go and why, and of each route why it matches or why not. Nothing is sent. Exit code: 0 it goes somewhere, or is to go nowhere; 1 it goes nowhere, or to hooks that aren't there; 2 wrong usage.",
            ("an alarm of a rule, with its tags and hooks, by files", "tocsin route test --rules alarm-settings.yml --dispatch dispatch.yml --rule service_sla_rule --entity checkout"),
            ("the recovery of a critical one, by the rules in force and a file", "tocsin route test --bootstrap 127.0.0.1:9092 --dispatch dispatch.yml --rule service_sla_rule --entity checkout --tag level=CRITICAL --state recovered"),
            ("an alarm that was", "tocsin tail alarms -n 1 --from-beginning -o json | tocsin route test --dispatch dispatch.yml --alarm - -o json"))
        {
            output,
        };
        alarm.AddTo(command);
        settings.AddTo(command);
        command.SetAction((result, _) => Task.Run(
            () => settings.Read(result, terminal) is { } read
                ? Run(alarm.Read(result, read.Rules, terminal), read, result.GetRequiredValue(output) == OutputOption.Json, terminal)
                : ExitCode.Problems,
            CancellationToken.None));
        return command;
    }

    private static int Run(AlarmMessage alarm, SettingsOptions.Settings settings, bool isJson, Terminal terminal)
    {
        using var receivers = new KnownReceivers(settings);
        var router = new Router(settings.Rules?.Hooks ?? [], settings.Own);
        var routed = router.Route(alarm);
        var (untold, told) = (new List<UntoldReceiver>(), new List<RoutedReceiver>());
        foreach (var receiver in routed.Receivers)
        {
            if (receivers.WhyUntold(receiver.Name, alarm) is { } why)
            {
                untold.Add(new(receiver, why));
            }
            else
            {
                told.Add(receiver);
            }
        }

        routed = routed with { Receivers = [.. told] };
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, RouteReport.Of(alarm, routed, untold, router));
        }
        else
        {
            RouteText.Write(alarm, routed, untold, router, terminal);
        }

        var isMeant = told.Count > 0 || routed.BaseReplacedBy is not null;
        return routed.Unreachable.IsEmpty && isMeant ? ExitCode.Fine : ExitCode.Problems;
    }
}
