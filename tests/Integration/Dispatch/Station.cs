using System.Diagnostics;
using System.Text;
using Google.Protobuf;
using Tocsin.Detect.Rules;
using Tocsin.Dispatch;
using Tocsin.Integration.Detect;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>A cluster, receivers, a settings file and alarms: all that Dispatch has to do with.</summary>
internal sealed class Station : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly TopicWriter _writer;
    private readonly Cluster _cluster = new();
    private readonly ClientSettings _client;
    private readonly List<Program> _processes = [];
    private int _raised;

    /// <param name="settings">Of dispatch.yml, with HALL where the receivers' address belongs; what the network allows is added.</param>
    public Station(string settings)
    {
        _client = new ClientSettings { BootstrapServers = _cluster.BootstrapServers, Options = new Dictionary<string, string> { ["session.timeout.ms"] = "6000" } };
        _writer = new TopicWriter(_client);
        Write(settings);
    }

    /// <summary>Alarms, unless the test is about commands.</summary>
    public DispatchSource From { get; init; } = DispatchSource.Alarms;

    public ReceiverHall Hall { get; } = new();

    public Topics Topics => _cluster.Topics;

    public Log Log { get; } = new();

    /// <summary>For commands.</summary>
    public string At => $"--bootstrap {_cluster.BootstrapServers} --prefix {Topics.Prefix}";

    public string SettingsFile => Path.Combine(_folder, "dispatch.yml");

    public IEnumerable<string> AllTopics => _cluster.Definitions.Select(definition => definition.Name);

    public void Write(string settings) =>
        File.WriteAllText(SettingsFile, $"{settings.Replace("HALL", Hall.Address, StringComparison.Ordinal)}\nnetwork: {{allow: [127.0.0.0/8]}}\n");

    public string WriteSecret(string name, string secret)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, secret);
        return path;
    }

    public void ApplyRules(string text)
    {
        using var applier = new RulesApplier(_client, Topics, TimeProvider.System);
        Assert.True(applier.Apply(text.Replace("HALL", Hall.Address, StringComparison.Ordinal), "rules.yml", "somebody").IsApplied);
    }

    /// <summary>Dispatch in this process.</summary>
    public RunningDispatch Start() => new(
        new DispatchSettings
        {
            Client = _client,
            SettingsFile = SettingsFile,
            From = From,
            Topics = Topics,
            GroupId = Topics.Prefix,
            Runner = new()
            {
                Guarantee = Cluster.HasTransactions ? ProcessingGuarantee.ExactlyOnce : ProcessingGuarantee.AtLeastOnce,
                StateInterval = TimeSpan.FromMilliseconds(500),
            },
        },
        Log);

    /// <summary>Dispatch as a process of its own.</summary>
    /// <param name="instance">Its name, the same after a restart.</param>
    /// <param name="listen">Where it answers scrapers.</param>
    /// <param name="environment">Variables of it, each as NAME=value.</param>
    public Program StartProcess(string instance, string listen = "off", params string[] environment)
    {
        var process = new Program(
            "env",
            [
                .. environment, "dotnet", Path.Combine(AppContext.BaseDirectory, "Tocsin.Dispatch.dll"), "--bootstrap", _cluster.BootstrapServers, "--prefix", Topics.Prefix, "--group", Topics.Prefix,
                "--dispatch", SettingsFile, "--from", From == DispatchSource.Alarms ? "alarms" : "commands", "--listen", listen, "--instance", instance, "--guarantee", Cluster.HasTransactions ? "exactly_once" : "at_least_once",
                "--commit-interval", "50", "--state-interval", "300", "--client", "session.timeout.ms=6000", "--client", "heartbeat.interval.ms=300",
            ]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Writes an alarm of an entity; its id is the entity's name and a number that grows.</summary>
    public AlarmMessage Raise(string entity, Action<AlarmMessage>? change = null)
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
            RuleName = "slow_rule",
            AlarmMessage_ = $"{entity} is slow",
            State = AlarmState.Firing,
            Tags = new AlarmTags(),
            Origin = new Origin { Topic = Topics.Metrics, Offset = number },
        };
        change?.Invoke(alarm);
        _writer.Write(new OutputRecord(Topics.Alarms, Encoding.UTF8.GetBytes(entity), alarm.ToByteArray()));
        return alarm;
    }

    /// <summary>Writes a command under the key of its outcome; its record is called by the number that is in its origin.</summary>
    public ActionCommand Command(string key, ActionCommand command)
    {
        var number = ++_raised;
        command.RecordId = $"record-{number}";
        command.Key = ByteString.CopyFromUtf8(key);
        command.TimeMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        command.DeadlineMs = command.TimeMs + (long)TimeSpan.FromMinutes(10).TotalMilliseconds;
        command.Origin = new Origin { Topic = Topics.Actions, Offset = number };
        _writer.Write(new OutputRecord(Topics.Commands, Encoding.UTF8.GetBytes(key), command.ToByteArray()));
        Flush();
        return command;
    }

    /// <summary>So many alarms, of one entity after the other.</summary>
    public List<AlarmMessage> RaiseMany(int count, int entities)
    {
        var raised = Enumerable.Range(0, count).Select(number => Raise($"e{number % entities}")).ToList();
        Flush();
        return raised;
    }

    public void Flush() => _writer.Flush(_patience);

    /// <summary>A topic from its beginning to its present end.</summary>
    public List<InputRecord> Read(string topic)
    {
        using var reader = new CatchUpReader(_client, topic);
        var records = new List<InputRecord>();
        reader.ReadOn(records.Add);
        return records;
    }

    public List<DeliveryRecord> Deliveries() => Read(Topics.Deliveries).ConvertAll(record => DeliveryRecord.Parser.ParseFrom(record.Value));

    /// <summary>The newest state of every delivery.</summary>
    public List<DeliveryState> Ledger() =>
        [.. Read(Topics.Records).Select(record => DeliveryState.Parser.ParseFrom(record.Value)).GroupBy(state => state.Id).Select(states => states.Last())];

    /// <summary>Waits until the ledger has so many deliveries in this status.</summary>
    public List<DeliveryState> AwaitLedger(int count, DeliveryStatus status)
    {
        List<DeliveryState> found = [];
        Eventually(() => (found = Ledger().FindAll(state => state.Status == status)).Count >= count, () => $"{found.Count} of {count} are {status}:\n{string.Join('\n', Ledger())}");
        return found;
    }

    /// <summary>Reads a record of the deliveries topic as soon as it is there.</summary>
    public DeliveryRecord AwaitDelivery(Func<DeliveryRecord, bool> isIt) => Await(Topics.Deliveries, DeliveryRecord.Parser, isIt);

    /// <summary>Reads a record of the actions topic, with its key, as soon as it is there.</summary>
    public (string Key, ActionRecord Record) AwaitAction(Func<ActionRecord, bool> isIt)
    {
        (string Key, ActionRecord Record)? found = null;
        Eventually(
            () => (found = Read(Topics.Actions).Select(record => (Encoding.UTF8.GetString(record.Key ?? []), ActionRecord.Parser.ParseFrom(record.Value)))
                .Cast<(string Key, ActionRecord Record)?>().FirstOrDefault(each => isIt(each!.Value.Record))) is not null,
            () => "no such record came in the actions topic");
        return found!.Value;
    }

    public DeliveryState AwaitState(Func<DeliveryState, bool> isIt) => Await(Topics.Records, DeliveryState.Parser, isIt);

    public List<Arrival> AwaitArrivals(string receiver, Func<IReadOnlyList<Arrival>, bool> areThere)
    {
        Eventually(() => areThere(Hall.At(receiver)), () => $"{receiver} got\n{string.Join('\n', Hall.At(receiver))}");
        return [.. Hall.At(receiver)];
    }

    /// <summary>Waits until a receiver has been told all of these alarms.</summary>
    public void AwaitAll(string receiver, IEnumerable<AlarmMessage> alarms)
    {
        var ids = alarms.Select(alarm => alarm.Id).ToHashSet();
        AwaitArrivals(receiver, arrivals => ids.IsSubsetOf(arrivals.SelectMany(arrival => arrival.Alarms)));
    }

    public void Eventually(Func<bool> condition, Func<string> otherwise)
    {
        for (var begin = Stopwatch.GetTimestamp(); !condition(); Thread.Sleep(_slice))
        {
            if (Stopwatch.GetElapsedTime(begin) > _patience)
            {
                Assert.Fail($"{otherwise()}\nDispatch says:\n{Log}\n{Said()}");
            }
        }
    }

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _writer.Dispose();
        Hall.Dispose();
        _cluster.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What the processes said, after ending them.</summary>
    private string Said()
    {
        _processes.ForEach(process => process.Kill());
        return string.Join('\n', _processes.Select(process => $"a process:\n{process.Output}{process.Error}"));
    }

    private T Await<T>(string topic, MessageParser<T> parser, Func<T, bool> isIt)
        where T : class, IMessage<T>
    {
        using var reader = new TopicReader(_client, topic, fromBeginning: true);
        T? found = null;
        Eventually(
            () => reader.Read(_slice) is { } record && parser.ParseFrom(record.Value) is var read && isIt(read) && (found = read) is not null,
            () => $"no such record came in {topic}");
        return found!;
    }
}
