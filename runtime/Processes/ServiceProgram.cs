using System.CommandLine;
using System.Runtime.InteropServices;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Runtime.Processes;

/// <summary>The command line that all services have in common: where Kafka is, as whom to work, what to show. Every option has an environment variable.</summary>
public sealed class ServiceProgram
{
    private readonly string _name;
    private readonly RootCommand _command;
    private readonly Option<string?> _bootstrap;
    private readonly Option<string?> _group;
    private readonly Option<string?> _prefix;
    private readonly Option<string?> _instance;
    private readonly Option<string?> _guarantee;
    private readonly Option<string?> _commitMs;
    private readonly Option<string?> _stateMs;
    private readonly Option<string[]> _client;
    private readonly Option<string?> _clientFile;
    private readonly Option<string?> _listen;
    private readonly Option<string?> _logFormat;

    /// <param name="name">The service's name, as its log lines say it.</param>
    /// <param name="description">What it does, in a sentence.</param>
    public ServiceProgram(string name, string description)
    {
        ArgumentNullException.ThrowIfNull(name);
        _name = name;
        _command = new RootCommand($"{name}: {description}");
        _bootstrap = Add("bootstrap", "Kafka's address: host:port[,host:port...]", "");
        _group = Add("group", "the consumer group", $"{new Protos.Topics().Prefix}.{name.ToLowerInvariant()}");
        _prefix = Add("prefix", "the prefix of all topics", new Protos.Topics().Prefix);
        _instance = Add("instance", "this instance's name in its group, the same after a restart: a quick restart then moves no partitions; no name unless given", "");
        _guarantee = Add("guarantee", "what holds after a crash: exactly_once or at_least_once", RunnerOptions.ExactlyOnce);
        _commitMs = Add("commit-interval", "milliseconds between commits", "100");
        _stateMs = Add("state-interval", "milliseconds between saves of state", "10000");
        _client = new("--client") { Description = "a librdkafka option, name=value; may be given several times (environment: TOCSIN_CLIENT_NAME_OF_OPTION); a value may be file:PATH or env:NAME" };
        _command.Add(_client);
        _clientFile = Add("client-file", "a file of librdkafka options, name=value, one a line");
        _listen = Add("listen", "where to answer probes and scrapers: HOST:PORT, a port (0: a free one) or off", ListenAddress.Default);
        _logFormat = Add("log-format", "text or json", LogFormat.Text);
    }

    /// <summary>An option --name whose environment variable is TOCSIN_NAME.</summary>
    public Option<string?> Add(string name, string description, string? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var variable = $"TOCSIN_{name.ToUpperInvariant().Replace('-', '_')}";
        var option = new Option<string?>($"--{name}")
        {
            Description = $"{description} (environment: {variable})",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable) ?? otherwise,
        };
        _command.Add(option);
        return option;
    }

    /// <summary>Parses, runs until it ends or a signal asks for it, and says what went wrong in one line.</summary>
    /// <returns>The exit code.</returns>
    public int Run(string[] args, Action<ServiceRun, ParseResult> run)
    {
        _command.SetAction(parsed => Run(parsed, run));
        return _command.Parse(args).Invoke();
    }

    private int Run(ParseResult parsed, Action<ServiceRun, ParseResult> run)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            using var loggers = LogFormat.CreateLoggers(parsed.GetValue(_logFormat)!);
            run(Read(parsed, loggers.CreateLogger(_name), stop.Token), parsed);
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
    }

    private ServiceRun Read(ParseResult parsed, Microsoft.Extensions.Logging.ILogger logger, CancellationToken stop) => new()
    {
        Client = new ClientSettings
        {
            BootstrapServers = parsed.GetValue(_bootstrap) is { Length: > 0 } address
                ? address
                : throw new StageFailureException("no Kafka to connect to: give --bootstrap HOST:PORT or set TOCSIN_BOOTSTRAP"),
            Options = ClientOptions.Read(parsed.GetValue(_client) ?? [], parsed.GetValue(_clientFile)),
        },
        Topics = new Protos.Topics(parsed.GetValue(_prefix)!),
        GroupId = parsed.GetValue(_group)!,
        Instance = parsed.GetValue(_instance) is { Length: > 0 } name ? name : null,
        Runner = RunnerOptions.Parse(parsed.GetValue(_guarantee)!, parsed.GetValue(_commitMs)!, parsed.GetValue(_stateMs)!),
        Listen = parsed.GetValue(_listen)!,
        Logger = logger,
        Stop = stop,
    };
}
