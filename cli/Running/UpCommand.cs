using System.CommandLine;
using System.Net.Sockets;
using Tocsin.Cli.Brokers;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Cli.Running;

/// <summary><c>tocsin up</c>: every stage in this process, on an embedded broker.</summary>
internal static class UpCommand
{
    private const string DefaultRules = "conf/alarm-settings.yml";
    private const string DefaultPolicies = "conf/demo-policies.yml";
    private const string DefaultDispatch = "conf/demo-dispatch.yml";

    public static Command Create(Terminal terminal)
    {
        var demo = new Option<bool>("--demo") { Description = "Also makes up the metrics of a small shop, sixty times faster than real time" };
        var rules = new Option<string>("--rules", "-r") { Description = "The settings file; edit it and it is applied within a second", DefaultValueFactory = _ => DefaultRules };
        var policies = new Option<string>("--policies") { Description = "Policies: a file, or a folder of files; edit them and they hold within a second", DefaultValueFactory = _ => DefaultPolicies };
        var dispatch = new Option<string>("--dispatch") { Description = "Dispatch's settings file, beside the hooks of the rules; edit it and it is applied within a second", DefaultValueFactory = _ => DefaultDispatch };
        var port = PortOption.Create<int?>($"The broker's port on 127.0.0.1 [default: {DemoTopics.DefaultPort}, or a free one if that is taken]");
        var listen = new Option<string>("--listen") { Description = "Where to show metrics and health: HOST:PORT, a port (0: a free one) or off", DefaultValueFactory = _ => ListenAddress.Off };
        var command = new TocsinCommand(
            "up",
            "Runs everything in one process on a Kafka in memory and prints the alarms and what receivers are told, until interrupted.",
            ("see alarms come and go", "tocsin up --demo"),
            ("your own rules, your own metrics", "tocsin up --rules my-rules.yml"))
        {
            demo, rules, policies, dispatch, port, listen,
        };
        command.SetAction(async (result, stop) =>
        {
            var (rulesFile, policiesPath, dispatchFile) = (result.GetRequiredValue(rules), result.GetRequiredValue(policies), result.GetRequiredValue(dispatch));
            MustExist(rulesFile, rules.Name);
            MustExist(policiesPath, policies.Name);
            MustExist(dispatchFile, dispatch.Name);
            using var broker = Start(result.GetValue(port));
            var up = new Up(broker, rulesFile, policiesPath, dispatchFile, terminal);
            await up.RunAsync(result.GetValue(demo), result.GetRequiredValue(listen), stop);
            return ExitCode.Fine;
        });
        return command;
    }

    private static void MustExist(string file, string option)
    {
        if (!Path.Exists(file))
        {
            throw new StageFailureException($"{file} can't be read: there is no such file; {option} names another");
        }
    }

    private static EmbeddedBroker Start(int? port)
    {
        try
        {
            return EmbeddedBroker.Start(port: port ?? DemoTopics.DefaultPort);
        }
        catch (SocketException) when (port is null)
        {
            return EmbeddedBroker.Start();
        }
        catch (SocketException exception)
        {
            throw new StageFailureException($"port {port} can't be used: {exception.Message}. Without --port a free one is taken", exception);
        }
    }
}
