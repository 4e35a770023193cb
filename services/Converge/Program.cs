using Tocsin.Converge;
using Tocsin.Runtime.Processes;
using Tocsin.Runtime.Telemetry;

var program = new ServiceProgram("Converge", "decides what alarms lead to, by policies, and which of it runs, waits, is asked for or told in a summary.");
var policies = program.Add("policies", "a file of policies, packages and shields, or a folder of such files, read again whenever one changes; without it every alarm is told at once");
var dispatch = program.Add("dispatch", "Dispatch's file of hooks and routes, read again whenever it changes; it adds to the hooks of the active rules");
return program.Run(args, (run, parsed) =>
{
    var settings = new ConvergeSettings
    {
        Client = run.Client,
        Policies = parsed.GetValue(policies),
        DispatchFile = parsed.GetValue(dispatch),
        GroupId = run.GroupId,
        Topics = run.Topics,
        Instance = run.Instance,
        Runner = run.Runner,
    };
    var converge = new ConvergeService(settings, TimeProvider.System, run.Logger);
    using var telemetry = new ProcessTelemetry(
        "tocsin-converge", run.Listen, TimeProvider.System, (converge.MatchMetrics, converge.MatchHealth), (converge.ConvergeMetrics, converge.ConvergeHealth));
    if (telemetry.Address is { } listening)
    {
        TelemetryLog.Listening(run.Logger, listening);
    }

    converge.Run(run.Stop);
});
