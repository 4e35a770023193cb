using Tocsin.Dispatch;
using Tocsin.Runtime.Processes;
using Tocsin.Runtime.Telemetry;

var program = new ServiceProgram("Dispatch", "tells people and systems of alarms, at the pace they take, until they have them.");
var file = program.Add("dispatch", "a file of hooks, routes and the network, read again whenever it changes; it adds to the hooks of the active rules");
var from = program.Add("from", $"where it learns what to tell to whom: {SourceOption.Commands} of Converge, or {SourceOption.Alarms}, without Converge", SourceOption.Commands);
return program.Run(args, (run, parsed) =>
{
    var settings = new DispatchSettings
    {
        Client = run.Client,
        SettingsFile = parsed.GetValue(file),
        From = SourceOption.Parse(parsed.GetValue(from)!),
        GroupId = run.GroupId,
        Topics = run.Topics,
        Instance = run.Instance,
        Runner = run.Runner,
    };
    var dispatch = new DispatchService(settings, TimeProvider.System, run.Logger);
    using var telemetry = new ProcessTelemetry(
        "tocsin-dispatch", run.Listen, TimeProvider.System, (dispatch.IntakeMetrics, dispatch.IntakeHealth), (dispatch.DeliverMetrics, dispatch.DeliverHealth));
    if (telemetry.Address is { } listening)
    {
        TelemetryLog.Listening(run.Logger, listening);
    }

    dispatch.Run(run.Stop);
});
