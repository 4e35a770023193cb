using System.Diagnostics;
using System.Text;
using Google.Protobuf;
using Tocsin.Integration.Detect;
using Tocsin.Integration.Dispatch;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Chain;

/// <summary>All services as processes of their own, on one cluster, with receivers at the end: metrics go in, and webhooks are called.</summary>
internal sealed class Plant : IDisposable
{
    private const string RulesFile = "rules.yml";
    private const string PoliciesFile = "policies.yml";
    private const string DispatchFile = "dispatch.yml";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly Cluster _cluster = new();
    private readonly TopicWriter _writer;
    private readonly Dictionary<(string Service, string Instance), Program> _running = [];
    private readonly bool _hasPolicies;

    /// <param name="rules">What Detect evaluates.</param>
    /// <param name="dispatch">Of dispatch.yml, with HALL where the receivers' address belongs; what the network allows is added.</param>
    /// <param name="policies">What Converge does; the built-in policy alone if there is none.</param>
    public Plant(string rules, string dispatch, string? policies = null)
    {
        Client = new ClientSettings { BootstrapServers = _cluster.BootstrapServers };
        _writer = new TopicWriter(Client);
        _hasPolicies = policies is not null;
        Write(RulesFile, rules);
        Write(PoliciesFile, policies ?? "");
        Write(DispatchFile, $"{dispatch.Replace("HALL", Hall.Address, StringComparison.Ordinal)}\nnetwork: {{allow: [127.0.0.0/8]}}\n");
    }

    public static IReadOnlyList<string> Services { get; } = ["Detect", "Converge", "Dispatch"];

    public ReceiverHall Hall { get; } = new();

    public ClientSettings Client { get; }

    public Topics Topics => _cluster.Topics;

    /// <summary>For commands.</summary>
    public string At => $"--bootstrap {_cluster.BootstrapServers} --prefix {Topics.Prefix}";

    /// <summary>Starts an instance of a service.</summary>
    /// <param name="service">Which of the services.</param>
    /// <param name="instance">Its name, the same after a restart.</param>
    public void Start(string service, string instance)
    {
        var guarantee = Cluster.HasTransactions ? "exactly_once" : "at_least_once";
        _running.Add((service, instance), new Program(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, $"Tocsin.{service}.dll"), "--bootstrap", _cluster.BootstrapServers, "--prefix", Topics.Prefix, "--group", $"{Topics.Prefix}.{service}",
                .. FilesOf(service), "--listen", "off", "--instance", instance, "--guarantee", guarantee, "--commit-interval", "50", "--state-interval", "300",
                "--client", "session.timeout.ms=6000", "--client", "heartbeat.interval.ms=300",
            ]));
    }

    /// <summary>Ends an instance without notice.</summary>
    public void Kill(string service, string instance)
    {
        _running.Remove((service, instance), out var program);
        program!.Kill();
        program.ExitCode();
        program.Dispose();
    }

    /// <summary>Publishes a sample to the entity's partition of the metrics.</summary>
    public void Publish(string metric, string entity, long value, long timeMs)
    {
        var sample = new Sample { Metric = metric, Entity = new Entity { Scope = Scope.Service, Id0 = entity, Name = entity }, Integer = value };
        _writer.Write(new OutputRecord(Topics.Metrics, EntityKey.Of(entity, ""), new MetricRecord { Sample = sample }.ToByteArray(), TimestampMs: timeMs));
    }

    /// <summary>Says in every partition of the actions that it is this late, by which windows and repeats come to their ends.</summary>
    public void PassTime(long timeMs)
    {
        for (var partition = 0; partition < Cluster.Partitions; partition++)
        {
            _writer.Write(new OutputRecord(Topics.Actions, null, new ActionRecord { Tick = new Tick { TimeMs = timeMs } }.ToByteArray(), TimestampMs: timeMs), partition);
        }

        Flush();
    }

    public void Flush() => _writer.Flush(_patience);

    /// <summary>The alarms topic, each alarm once and in the order of its partition.</summary>
    public List<AlarmMessage> Alarms() => [.. Read(Topics.Alarms).Select(record => AlarmMessage.Parser.ParseFrom(record.Value)).DistinctBy(alarm => alarm.Id)];

    /// <summary>The newest state of every processing record.</summary>
    public List<ProcessingRecord> Records() => Newest(RecordKeys.ProcessingPrefix, ProcessingRecord.Parser);

    /// <summary>The newest state of every delivery.</summary>
    public List<DeliveryState> Deliveries() => Newest(RecordKeys.DeliveryPrefix, DeliveryState.Parser);

    public List<InputRecord> DeadLetters() => Read(Topics.DeadLetters);

    /// <summary>The ids of the alarms that a receiver was told, in the order in which they came.</summary>
    public List<string> Told(string receiver) => [.. Hall.At(receiver).SelectMany(arrival => arrival.Alarms)];

    public void Eventually(Func<bool> condition, Func<string> otherwise)
    {
        for (var begin = Stopwatch.GetTimestamp(); !condition(); Thread.Sleep(_slice))
        {
            if (Stopwatch.GetElapsedTime(begin) > _patience)
            {
                Assert.Fail($"{otherwise()}\n{Said()}");
            }
        }
    }

    public void Dispose()
    {
        foreach (var program in _running.Values)
        {
            program.Dispose();
        }

        _writer.Dispose();
        Hall.Dispose();
        _cluster.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] FilesOf(string service) => service switch
    {
        "Detect" => ["--rules", InFolder(RulesFile)],
        "Converge" when _hasPolicies => ["--policies", InFolder(PoliciesFile), "--dispatch", InFolder(DispatchFile)],
        _ => ["--dispatch", InFolder(DispatchFile)],
    };

    private string InFolder(string file) => Path.Combine(_folder, file);

    private void Write(string file, string text) => File.WriteAllText(InFolder(file), text);

    private List<T> Newest<T>(string prefix, MessageParser<T> parser)
        where T : IMessage<T> =>
        [.. Read(Topics.Records)
            .Select(record => (Key: Encoding.UTF8.GetString(record.Key!), record.Value))
            .Where(record => record.Key.StartsWith(prefix, StringComparison.Ordinal))
            .GroupBy(record => record.Key, (_, states) => parser.ParseFrom(states.Last().Value))];

    private List<InputRecord> Read(string topic)
    {
        using var reader = new CatchUpReader(Client, topic);
        var records = new List<InputRecord>();
        reader.ReadOn(records.Add);
        return records;
    }

    /// <summary>What the processes said, after ending them.</summary>
    private string Said()
    {
        foreach (var program in _running.Values)
        {
            program.Kill();
        }

        return string.Join('\n', _running.Select(each => $"{each.Key.Service} {each.Key.Instance}:\n{each.Value.Output}{each.Value.Error}"));
    }
}
