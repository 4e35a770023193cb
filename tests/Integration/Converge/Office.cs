using System.Diagnostics;
using System.Text;
using Google.Protobuf;
using Tocsin.Converge;
using Tocsin.Converge.Shields;
using Tocsin.Integration.Detect;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Converge;

/// <summary>A cluster, policies, alarms, and somebody who carries out commands: all that Converge has to do with.</summary>
internal sealed class Office : IDisposable
{
    private const string Hooks = "hooks: {webhook: {page: {is-default: true, urls: http://127.0.0.1/a}, healer: {urls: http://127.0.0.1/b}}}";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly Cluster _cluster = new();
    private readonly ClientSettings _client;
    private readonly TopicWriter _writer;
    private readonly List<Program> _processes = [];
    private int _raised;

    public Office(string policies)
    {
        _client = new ClientSettings { BootstrapServers = _cluster.BootstrapServers, Options = new Dictionary<string, string> { ["session.timeout.ms"] = "6000" } };
        _writer = new TopicWriter(_client);
        File.WriteAllText(DispatchFile, Hooks);
        Write(policies);
        Executor = new Executor(_client, Topics);
    }

    public Executor Executor { get; }

    public Topics Topics => _cluster.Topics;

    public Log Log { get; } = new();

    public string PoliciesFile => Path.Combine(_folder, "policies.yml");

    private string DispatchFile => Path.Combine(_folder, "dispatch.yml");

    public void Write(string policies) => File.WriteAllText(PoliciesFile, policies);

    /// <summary>Converge in this process.</summary>
    public RunningConverge Start() => new(Settings(), Log);

    public ConvergeSettings Settings() => new()
    {
        Client = _client,
        Policies = PoliciesFile,
        DispatchFile = DispatchFile,
        Topics = Topics,
        GroupId = Topics.Prefix,
        Runner = new()
        {
            Guarantee = Cluster.HasTransactions ? ProcessingGuarantee.ExactlyOnce : ProcessingGuarantee.AtLeastOnce,
            StateInterval = TimeSpan.FromMilliseconds(500),
        },
    };

    /// <summary>Converge as a process of its own.</summary>
    /// <param name="instance">Its name, the same after a restart.</param>
    public Program StartProcess(string instance)
    {
        var process = new Program(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Tocsin.Converge.dll"), "--bootstrap", _cluster.BootstrapServers, "--prefix", Topics.Prefix, "--group", Topics.Prefix,
                "--policies", PoliciesFile, "--dispatch", DispatchFile, "--listen", "off", "--instance", instance, "--guarantee", Cluster.HasTransactions ? "exactly_once" : "at_least_once",
                "--commit-interval", "50", "--state-interval", "300", "--client", "session.timeout.ms=6000", "--client", "heartbeat.interval.ms=300",
            ]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Writes an alarm of an entity and a rule; its id has the entity's name and a number that grows.</summary>
    public AlarmMessage Raise(string entity, string rule = "slow", Action<AlarmMessage>? change = null)
    {
        var number = ++_raised;
        var alarm = new AlarmMessage
        {
            Id = $"{entity}/{number}",
            EpisodeId = $"{entity}/{number}",
            Id0 = entity,
            Name = entity,
            Scope = "SERVICE",
            ScopeId = 1,
            RuleName = rule,
            State = AlarmState.Firing,
            Origin = new Origin { Topic = Topics.Metrics, Offset = number },
        };
        change?.Invoke(alarm);
        _writer.Write(new OutputRecord(Topics.Alarms, Encoding.UTF8.GetBytes(entity), alarm.ToByteArray()));
        return alarm;
    }

    public void Flush() => _writer.Flush(_patience);

    /// <summary>The topic of shields, for whoever makes some by command.</summary>
    public ShieldsTopic Shields() => new(_client, Topics, TimeProvider.System);

    /// <summary>The newest state of every processing record.</summary>
    public List<ProcessingRecord> Ledger() =>
        [.. States().GroupBy(record => record.Id).Select(records => records.Last())];

    /// <summary>Everything the ledger was told, in the order of each record.</summary>
    public List<ProcessingRecord> States() =>
        [.. Read(Topics.Records).Where(record => Encoding.UTF8.GetString(record.Key!).StartsWith(RecordKeys.ProcessingPrefix, StringComparison.Ordinal)).Select(record => ProcessingRecord.Parser.ParseFrom(record.Value))];

    /// <summary>A topic from its beginning to its present end.</summary>
    public List<InputRecord> Read(string topic)
    {
        using var reader = new CatchUpReader(_client, topic);
        var records = new List<InputRecord>();
        reader.ReadOn(records.Add);
        return records;
    }

    /// <summary>Waits until so many records have ended.</summary>
    public List<ProcessingRecord> AwaitEnded(int count)
    {
        List<ProcessingRecord> found = [];
        Eventually(
            () => (found = Ledger().FindAll(record => record.Status >= ProcessingStatus.Success)).Count >= count,
            () => $"{found.Count} of {count} have ended:\n{string.Join('\n', Ledger())}");
        return found;
    }

    public void AwaitLine(string text, int times = 1) => Eventually(
        () => Log.Lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times,
        () => $"'{text}' wasn't said {times} times");

    public void Eventually(Func<bool> condition, Func<string> otherwise)
    {
        for (var begin = Stopwatch.GetTimestamp(); !condition(); Thread.Sleep(_slice))
        {
            if (Stopwatch.GetElapsedTime(begin) > _patience)
            {
                Assert.Fail($"{otherwise()}\nConverge says:\n{Log}\n{Said()}");
            }
        }
    }

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        Executor.Dispose();
        _writer.Dispose();
        _cluster.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What the processes said, after ending them.</summary>
    private string Said()
    {
        _processes.ForEach(process => process.Kill());
        return string.Join('\n', _processes.Select(process => $"a process:\n{process.Output}{process.Error}"));
    }
}
