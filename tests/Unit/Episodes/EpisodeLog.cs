using System.Globalization;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Unit.Episodes;

/// <summary>A partition of the actions topic written by hand: minutes as times, and what follows as lines.</summary>
internal sealed class EpisodeLog
{
    private readonly Dictionary<string, string> _names = [];
    private int _offset;

    public ActionPartition Partition { get; } = ActionPartition.Load("actions", 0, []);

    /// <summary>What followed from the newest record.</summary>
    public ConvergenceOutput Output { get; } = new();

    /// <summary>From noon of a Tuesday in UTC.</summary>
    public static long Ms(double minute) => 1_699_963_200_000 + (long)(minute * 60_000);

    /// <summary>Tells a receiver, by default "ops".</summary>
    public static PolicyMatch Match(string policy = "slow", string package = "notify", string receiver = "ops") =>
        new() { Policy = policy, Calls = { Notify(receiver, package) } };

    public static Call Notify(string receiver, string package = "notify") => new() { Package = package, Receiver = receiver, Type = PackageType.Notification };

    public static Call Run(string package, DefenseAction action = DefenseAction.Unspecified) =>
        new() { Package = package, Type = PackageType.Job, Defense = action == DefenseAction.Unspecified ? null : new Defense { Action = action } };

    public static EscalationStep Step(string name, uint afterMinutes, string receiver) => new() { Name = name, AfterMinutes = afterMinutes, Calls = { Notify(receiver) } };

    public List<string> Firing(double minute, params PolicyMatch[] matches) => Signal(minute, AlarmState.Firing, matches);

    public List<string> Recovered(double minute, params PolicyMatch[] matches) => Signal(minute, AlarmState.Recovered, matches);

    public List<string> Signal(double minute, AlarmState state, PolicyMatch[] matches, Action<Signal>? change = null)
    {
        var signal = new Signal
        {
            Alarm = new AlarmMessage { Id = $"a{_offset}", EpisodeId = "e", RuleName = "slow_rule", Scope = "SERVICE", Name = "checkout", Id0 = "checkout", State = state, StartTime = Ms(0) },
            Origin = new Origin { Topic = "alarms", Offset = _offset },
            Matches = { matches },
        };
        change?.Invoke(signal);
        return Process(minute, new ActionRecord { Signal = signal });
    }

    public List<string> Acknowledge(double minute, string comment = "") =>
        Process(minute, new ActionRecord { Acknowledgement = new Acknowledgement { EpisodeId = "e", By = "ann", Comment = comment } });

    /// <summary>From the very beginning, if nothing else is said, and of all alarms.</summary>
    public List<string> Shield(double minute, string id, double untilMinute, Action<Shield>? change = null)
    {
        var shield = new Shield { Id = id, UntilMs = Ms(untilMinute), Match = new ShieldMatch { Rules = { "slow*" } } };
        change?.Invoke(shield);
        return Process(minute, new ActionRecord { Shield = shield });
    }

    public List<string> Tick(double minute) => Process(minute, new ActionRecord { Tick = new Tick() });

    /// <summary>"ask notify ops shielded by weekend", "withdraw restart acknowledged", "story slow outside-hours".</summary>
    private List<string> Process(double minute, ActionRecord record)
    {
        Output.Clear();
        Assert.Equal("", ActionRecords.Problem(record));
        Partition.Process(record, [7], _offset++, Ms(minute), Output);
        return [.. Output.Actions.Select(Line), .. Output.Stories.Select(story => $"story {story.Policy} {story.Reason}")];
    }

    private string Line(KeyedAction action)
    {
        Assert.Equal("", ActionRecords.Problem(action.Record));
        return action.Record.RecordCase switch
        {
            ActionRecord.RecordOneofCase.Guarded when action.Record.Guarded.Request is { } request => "guarded " + Line(request),
            ActionRecord.RecordOneofCase.Guarded => "guarded " + Line(action.Record.Guarded.Withdrawal),
            ActionRecord.RecordOneofCase.Withdrawal => Line(action.Record.Withdrawal),
            _ => Line(action.Record.Request),
        };
    }

    private string Line(Withdrawal withdrawal) => $"withdraw {_names[withdrawal.RecordId]} {withdrawal.Reason}";

    private string Line(Request request)
    {
        var name = $"{request.Package} {request.Receiver}".TrimEnd();
        _names[RecordId.Of(request)] = name;
        var cause = request.Round > 0 ? string.Create(CultureInfo.InvariantCulture, $" {request.Cause} {request.Round}") : request.Cause.Length > 0 ? $" {request.Cause}" : "";
        return $"ask {name}{cause}{By("shielded", request.ShieldedBy)}{By("acknowledged", request.AcknowledgedBy)}{By("blocked", request.BlockedBy)}";
    }

    private static string By(string what, string by) => by.Length > 0 ? $" {what} by {by}" : "";
}
