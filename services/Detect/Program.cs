using System.CommandLine;
using System.Runtime.InteropServices;
using Tocsin.Detect;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

var bootstrap = new Option<string>("--bootstrap") { Description = "Kafka's address: host:port[,host:port...] (environment: TOCSIN_BOOTSTRAP)", DefaultValueFactory = _ => Setting("TOCSIN_BOOTSTRAP", "") };
var rules = new Option<string?>("--rules") { Description = "a settings file to apply at the start and whenever it changes; without it, what tocsin rules apply made active (environment: TOCSIN_RULES)", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TOCSIN_RULES") };
var group = new Option<string>("--group") { Description = "the consumer group (environment: TOCSIN_GROUP)", DefaultValueFactory = _ => Setting("TOCSIN_GROUP", "tocsin.detect") };
var prefix = new Option<string>("--prefix") { Description = "the prefix of all topics (environment: TOCSIN_PREFIX)", DefaultValueFactory = _ => Setting("TOCSIN_PREFIX", "tocsin") };
var instance = new Option<string>("--instance") { Description = "this instance's name in its group, the same after a restart: a quick restart then moves no partitions; no name unless given (environment: TOCSIN_INSTANCE)", DefaultValueFactory = _ => Setting("TOCSIN_INSTANCE", "") };
var guarantee = new Option<string>("--guarantee") { Description = "what holds after a crash: exactly_once or at_least_once (environment: TOCSIN_GUARANTEE)", DefaultValueFactory = _ => Setting("TOCSIN_GUARANTEE", RunnerOptions.ExactlyOnce) };
var commitMs = new Option<string>("--commit-interval") { Description = "milliseconds between commits (environment: TOCSIN_COMMIT_INTERVAL)", DefaultValueFactory = _ => Setting("TOCSIN_COMMIT_INTERVAL", "100") };
var stateMs = new Option<string>("--state-interval") { Description = "milliseconds between saves of state (environment: TOCSIN_STATE_INTERVAL)", DefaultValueFactory = _ => Setting("TOCSIN_STATE_INTERVAL", "10000") };
var options = new Option<string[]>("--client") { Description = "a librdkafka option, name=value; may be given several times (environment: TOCSIN_CLIENT_NAME_OF_OPTION); a value may be file:PATH or env:NAME" };
var optionsFile = new Option<string?>("--client-file") { Description = "a file of librdkafka options, name=value, one a line (environment: TOCSIN_CLIENT_FILE)" };
var listen = new Option<string>("--listen") { Description = "where to answer probes and scrapers: HOST:PORT, a port (0: a free one) or off (environment: TOCSIN_LISTEN)", DefaultValueFactory = _ => Setting("TOCSIN_LISTEN", ListenAddress.Default) };
var logFormat = new Option<string>("--log-format") { Description = "text or json (environment: TOCSIN_LOG_FORMAT)", DefaultValueFactory = _ => Setting("TOCSIN_LOG_FORMAT", LogFormat.Text) };
var command = new RootCommand("Detect: evaluates rules over the metrics topic and writes alarms.")
{
    bootstrap, rules, group, prefix, instance, guarantee, commitMs, stateMs, options, optionsFile, listen, logFormat,
};
command.SetAction(parsed =>
{
    using var stop = new CancellationTokenSource();
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    try
    {
        using var loggers = LogFormat.CreateLoggers(parsed.GetValue(logFormat)!);
        var logger = loggers.CreateLogger("Detect");
        var address = parsed.GetValue(bootstrap)!;
        if (address.Length == 0)
        {
            throw new StageFailureException("no Kafka to connect to: give --bootstrap HOST:PORT or set TOCSIN_BOOTSTRAP");
        }

        var settings = new DetectSettings
        {
            Client = new ClientSettings { BootstrapServers = address, Options = ClientOptions.Read(parsed.GetValue(options) ?? [], parsed.GetValue(optionsFile)) },
            RulesFile = parsed.GetValue(rules),
            GroupId = parsed.GetValue(group)!,
            Topics = new Topics(parsed.GetValue(prefix)!),
            Instance = parsed.GetValue(instance) is { Length: > 0 } name ? name : null,
            Runner = RunnerOptions.Parse(parsed.GetValue(guarantee)!, parsed.GetValue(commitMs)!, parsed.GetValue(stateMs)!),
        };
        var detect = new DetectService(settings, TimeProvider.System, logger);
        using var telemetry = new ProcessTelemetry("tocsin-detect", parsed.GetValue(listen)!, TimeProvider.System, (detect.Metrics, detect.Health));
        if (telemetry.Address is { } listening)
        {
            TelemetryLog.Listening(logger, listening);
        }

        detect.Run(stop.Token);
        return 0;
    }
    catch (StageFailureException failure)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
});
return command.Parse(args).Invoke();

static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;
