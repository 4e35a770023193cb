using Tocsin.Detect;
using Tocsin.Runtime.Processes;
using Tocsin.Runtime.Telemetry;

var program = new ServiceProgram("Detect", "evaluates rules over the metrics topic and writes alarms.");
var rules = program.Add("rules", "a settings file to apply at the start and whenever it changes; without it, what tocsin rules apply made active");
return program.Run(args, (run, parsed) =>
{
    var settings = new DetectSettings
    {
        Client = run.Client,
        RulesFile = parsed.GetValue(rules),
        GroupId = run.GroupId,
        Topics = run.Topics,
        Instance = run.Instance,
        Runner = run.Runner,
    };
    var detect = new DetectService(settings, TimeProvider.System, run.Logger);
    using var telemetry = new ProcessTelemetry("tocsin-detect", run.Listen, TimeProvider.System, (detect.Metrics, detect.Health));
    if (telemetry.Address is { } listening)
    {
        TelemetryLog.Listening(run.Logger, listening);
    }

    detect.Run(run.Stop);
});
