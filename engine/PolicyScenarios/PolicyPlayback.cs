using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Scenarios;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>
/// Plays a test on the engine that runs in production, in one partition of the actions topic: alarms are matched by the policies, what they ask for is
/// decided there, and commands end as the test says.
/// </summary>
internal sealed class PolicyPlayback
{
    private const string ActionsTopic = "actions";
    private const string AlarmsTopic = "alarms";
    private readonly PolicyScenario _scenario;
    private readonly Router _router;
    private readonly PolicyQueue _queue = new();
    private readonly ActionPartition _partition = ActionPartition.Load(ActionsTopic, 0, []);
    private readonly CommandScript _script;
    private readonly Dictionary<(string Rule, string Id0, string Id1), AlarmMessage> _newest = [];
    private readonly Dictionary<string, ProcessingRecord> _records = [];
    private readonly List<ProcessingRecord> _inOrder = [];
    private readonly Dictionary<string, AlarmMessage> _alarmsById = [];
    private long _offset;
    private long _alarms;

    private PolicyPlayback(PolicyScenario scenario, MessageRendering rendering)
    {
        _scenario = scenario;
        _router = scenario.Router;
        _script = new CommandScript(scenario, _router, rendering);
    }

    /// <summary>The newest state of each, in the order in which they began.</summary>
    public IEnumerable<ProcessingRecord> Records => _inOrder.Select(record => _records[record.Id]);

    public List<StoryLine> Stories { get; } = [];

    public IReadOnlyList<ToldMessage> Messages => _script.Messages;

    /// <summary>What could not be done: there is nothing to acknowledge, say.</summary>
    public List<Difference> Faults { get; } = [];

    public AlarmMessage? Alarm(string id) => _alarmsById.GetValueOrDefault(id);

    public static PolicyPlayback Of(PolicyScenario scenario, MessageRendering rendering)
    {
        var playback = new PolicyPlayback(scenario, rendering);
        playback.Play();
        return playback;
    }

    private void Play()
    {
        foreach (var shield in _scenario.Book.Shields)
        {
            _queue.Add(_scenario.StartMs, () => Take(new ActionRecord { Shield = shield }, "", _scenario.StartMs));
        }

        foreach (var alarm in Detected())
        {
            _queue.Add(alarm.TimeMs, () => Take(alarm, 0, alarm.TimeMs));
        }

        foreach (var happening in _scenario.Events)
        {
            _queue.Add(happening.AtMs, () => Take(happening));
        }

        // A record comes before a tick of the same time, as the outcome of a run does before its time-out.
        for (var tickedMs = long.MinValue; ;)
        {
            var tickMs = Math.Max(_partition.TickDueMs, tickedMs == long.MinValue ? long.MinValue : tickedMs + 1);
            if (Math.Min(tickMs, _queue.NextMs) > _scenario.EndMs)
            {
                return;
            }

            if (_queue.NextMs <= tickMs)
            {
                _queue.DoNext();
            }
            else
            {
                tickedMs = tickMs;
                Take(new ActionRecord { Tick = new Tick { TimeMs = tickMs } }, "", tickMs);
            }
        }
    }

    /// <summary>Each at the time it tells: in production it comes when the log has passed that time and the grace period.</summary>
    private List<AlarmMessage> Detected()
    {
        var alarms = new List<AlarmMessage>();
        if (_scenario.Rules is not { } rules || _scenario.Samples.IsEmpty)
        {
            return alarms;
        }

        var detector = new Detector(rules);
        var output = new DetectorOutput();
        foreach (var (timestampMs, record) in _scenario.Samples)
        {
            output.Clear();
            detector.Process(record.ToByteArray(), timestampMs, _ => null, output);
            alarms.AddRange(output.Alarms);
        }

        return alarms;
    }

    private void Take(PolicyEvent happening)
    {
        switch (happening)
        {
            case AlarmEvent raised:
                Take(raised.Alarm, raised.Line, raised.AtMs);
                break;
            case ShieldEvent shielded:
                Take(new ActionRecord { Shield = shielded.Shield }, "", shielded.AtMs);
                break;
            case AcknowledgeEvent acknowledged when Newest(acknowledged.Rule, acknowledged.Entity) is { } alarm:
                Take(new ActionRecord { Acknowledgement = new() { EpisodeId = alarm.EpisodeId, By = acknowledged.By } }, KeyOf(alarm), acknowledged.AtMs);
                break;
            case AcknowledgeEvent acknowledged:
                Fault(acknowledged, $"nothing to acknowledge: there was no alarm of {acknowledged.Rule} for {acknowledged.Entity.Name} before");
                break;
            case RunEvent run:
                Take(run);
                break;
        }
    }

    private void Take(RunEvent run)
    {
        var alarm = run.About is var (rule, entity) ? Newest(rule, entity) : null;
        if (run.About is not null && alarm is null)
        {
            Fault(run, $"nothing to run {run.Package.Name} for: there was no alarm of {run.About.Value.Rule} for {run.About.Value.Entity.Name} before");
            return;
        }

        var manual = new ManualRun
        {
            Id = $"run-{run.Line}-{run.AtMs}",
            Package = run.Package.Name,
            Type = run.Package.Type,
            Receiver = run.Package.Type == PackageType.Notification ? run.Receiver : run.Package.Receiver,
            TimeoutSeconds = run.Package.TimeoutSeconds,
            Retries = run.Package.Retries,
            Alarm = alarm,
            By = run.By,
            Business = alarm?.Attributes.TryGetValue("business", out var business) == true ? business : "",
        };
        Take(new ActionRecord { ManualRun = manual }, RecordId.Of(manual), run.AtMs);
    }

    private void Take(AlarmMessage alarm, int line, long atMs)
    {
        _newest[(alarm.RuleName, alarm.Id0, alarm.Id1)] = alarm;
        _alarmsById[alarm.Id] = alarm;
        var signal = _scenario.Book.Match(alarm, _router);
        signal.Origin = new Origin { Topic = AlarmsTopic, Offset = _alarms++ };
        var record = new ActionRecord { Signal = signal };
        if (ActionRecords.Problem(record) is { Length: > 0 } problem)
        {
            Fault(new AlarmEvent(atMs, line, alarm), $"the alarm can't be decided about: {problem}");
            return;
        }

        Take(record, KeyOf(alarm), atMs);
    }

    /// <summary>Appends the record; what follows from it is appended behind all that comes at the same time.</summary>
    private void Take(ActionRecord record, string key, long atMs)
    {
        var output = new ConvergenceOutput();
        _partition.Process(record, System.Text.Encoding.UTF8.GetBytes(key), _offset++, atMs, output);
        foreach (var state in output.Records)
        {
            if (_records.TryAdd(state.Id, state))
            {
                _inOrder.Add(state);
            }

            _records[state.Id] = state.Clone();
        }

        Stories.AddRange(output.Stories);
        foreach (var (nextKey, next) in output.Actions)
        {
            _queue.Add(atMs, () => Take(next, nextKey, atMs));
        }

        foreach (var command in output.Commands)
        {
            if (_script.Execute(command, atMs) is var (answerMs, answer))
            {
                _queue.Add(answerMs, () => Take(answer, command.Key.ToStringUtf8(), answerMs));
            }
        }
    }

    private AlarmMessage? Newest(string rule, Entity entity) => _newest.GetValueOrDefault((rule, entity.Id0, entity.Id1));

    private static string KeyOf(AlarmMessage alarm) => EntityKey.TextOf(alarm);

    private void Fault(PolicyEvent happening, string what) =>
        Faults.Add(new Difference(DifferenceKind.Impossible, happening.Line > 0 ? happening.Line : _scenario.Line, happening.AtMs, what, [], []));
}
