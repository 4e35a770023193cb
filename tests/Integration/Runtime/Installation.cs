using Tocsin.Engine.Rules;
using Tocsin.Integration.Detect;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;

namespace Tocsin.Integration.Runtime;

/// <summary>A cluster, rules of all kinds, and instances of Detect as processes of their own.</summary>
internal sealed class Installation : IDisposable
{
    private const string Rules = """
        rules:
          slow_rule: {metrics-name: slow, op: ">", threshold: 10, period: 3, count: 2, silence-period: 2}
          quick_rule: {metrics-name: quick, op: ">", threshold: 10, evaluate: on-arrival, silence-period: 1, recovery-observation-period: 1}
          gone_rule: {metrics-name: gone, op: ">", threshold: 10, no-data: alarm, no-data-after: 2}
        composite-rules:
          both_rule: {expression: slow_rule && quick_rule, message: "both of {name}"}
        """;

    /// <summary>What the system answers for a process that is asked to end before it listens.</summary>
    private const int TerminatedAtStart = 143;

    /// <summary>What was under way when a broker went is given up soon.</summary>
    private static readonly Dictionary<string, string> _quick = new() { ["socket.timeout.ms"] = "10000", ["reconnect.backoff.max.ms"] = "500" };
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly Dictionary<string, Program> _instances = [];
    private readonly string _rulesFile;
    private readonly string _guarantee;

    /// <param name="brokers">How many embedded ones.</param>
    /// <param name="rules">Rules in place of those of all kinds.</param>
    public Installation(int brokers = 1, string rules = Rules)
    {
        Cluster = new Cluster(brokers: brokers);
        Client = new ClientSettings { BootstrapServers = Cluster.BootstrapServers, Options = _quick };
        _guarantee = Cluster.HasTransactions ? "exactly_once" : "at_least_once";
        _rulesFile = Path.Combine(_folder, "rules.yml");
        File.WriteAllText(_rulesFile, rules);
        Plain = new PlainRun(Client, Topics, SettingsReader.Read(rules, _rulesFile).RuleSet!, filters: !Cluster.HasTransactions);
    }

    public Cluster Cluster { get; }

    public ClientSettings Client { get; }

    public Topics Topics => Cluster.Topics;

    public PlainRun Plain { get; }

    public IEnumerable<string> Names => _instances.Keys.Order();

    public Program Of(string name) => _instances[name];

    public void Start(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _instances.Add(name, new Program("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tocsin.Detect.dll"), .. Arguments(name)]));
        }
    }

    /// <summary>Ends an instance without notice.</summary>
    public void Kill(string name)
    {
        _instances.Remove(name, out var instance);
        instance!.Signal("KILL");
        instance.ExitCode();
        instance.Dispose();
    }

    /// <summary>Asks an instance to end, which it does, saying nothing of errors.</summary>
    public void Stop(string name)
    {
        _instances.Remove(name, out var instance);
        instance!.Signal("TERM");
        Assert.True(instance.ExitCode() is 0 or TerminatedAtStart, $"exit code {instance.ExitCode()}\n{instance.Output}{instance.Error}");
        Assert.Equal("", instance.Error);
        instance.Dispose();
    }

    /// <summary>Waits until so many more alarms agree with the plain run.</summary>
    public void AwaitAlarms(int count)
    {
        var expected = Plain.Agreed + count;
        Eventually(() =>
        {
            var difference = Plain.Difference();
            return Plain.Agreed >= expected ? null : difference ?? $"{Plain.Agreed} of {expected} alarms";
        });
    }

    /// <summary>All that was published is in the log, and the alarms are those of the plain run; still so when all instances have ended.</summary>
    public void AssertOutcome(int published)
    {
        AwaitOutcome(published);
        foreach (var name in Names.ToList())
        {
            Stop(name);
        }

        AwaitOutcome(published);
        Assert.NotEqual(0, Plain.Agreed);
    }

    public void AwaitOutcome(int published) =>
        Eventually(() => Plain.Difference() ?? (Plain.Published < published ? $"{Plain.Published} of {published} records read" : null));

    public void Dispose()
    {
        foreach (var instance in _instances.Values)
        {
            instance.Dispose();
        }

        Plain.Dispose();
        Cluster.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Eventually(Func<string?> difference)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (difference() is { } text)
        {
            if (TimeProvider.System.GetElapsedTime(begin) >= _patience)
            {
                Assert.Fail($"{text}\n{Logs()}");
            }
        }
    }

    /// <summary>What the instances said, after ending them.</summary>
    private string Logs()
    {
        foreach (var instance in _instances.Values)
        {
            instance.Signal("KILL");
        }

        return string.Join('\n', _instances.Select(instance => $"{instance.Key}:\n{instance.Value.Output}{instance.Value.Error}"));
    }

    /// <summary>Time-outs as short as a Kafka allows, so that tests needn't wait for long ones.</summary>
    private string[] Arguments(string name) =>
    [
        "--bootstrap", Cluster.BootstrapServers, "--prefix", Topics.Prefix, "--group", Topics.Prefix, "--rules", _rulesFile, "--listen", "off",
        "--instance", name, "--guarantee", _guarantee, "--commit-interval", "50", "--state-interval", "300",
        "--client", Cluster.HasTransactions ? "session.timeout.ms=6000" : "session.timeout.ms=3000",
        "--client", "heartbeat.interval.ms=300", "--client", "socket.timeout.ms=10000", "--client", "reconnect.backoff.max.ms=500", "--client", "retry.backoff.max.ms=500",
    ];
}
