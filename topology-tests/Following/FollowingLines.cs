using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>What follows from a record as lines of text, sorted. A request is called after all that its record's id is made of.</summary>
internal sealed class FollowingLines
{
    private readonly Dictionary<string, string> _names = [];

    public List<string> Of(ConvergenceOutput output) =>
        [.. output.Actions.Select(Of).Concat(output.Stories.Where(story => story.Reason != "began-too-long-ago").Select(story => Story(story.AlarmId, story.Policy, story.Reason))).Order(StringComparer.Ordinal)];

    public static string Name(string alarm, string policy, string package, string receiver, string cause, uint round) => $"{alarm}/{policy}/{package}/{receiver}/{cause}/{round}";

    public static string Ask(string name, string shieldedBy, string acknowledgedBy, string blockedBy) => $"ask {name} shielded '{shieldedBy}' acknowledged '{acknowledgedBy}' blocked '{blockedBy}'";

    public static string Guard(string name, string policy, bool toldBefore) => $"guard {name} under storm|{policy}, told before {toldBefore}";

    public static string Withdraw(string name, string reason, string guard) => $"withdraw {name} {reason} {guard}";

    public static string Notice(string receiver, string circuit, AlarmState state, long startMs, long timeMs, string text) => $"notice {receiver} {circuit} {state} {startMs} {timeMs} {text}";

    public static string Story(string alarm, string policy, string reason) => $"story {alarm} {policy} {reason}";

    /// <summary>Only their makers know the ids of records, by which withdrawals name them.</summary>
    public string NameOf(string id) => _names.GetValueOrDefault(id, id);

    private string Of(KeyedAction action) => action.Record.RecordCase switch
    {
        ActionRecord.RecordOneofCase.Withdrawal => Withdraw(NameOf(action.Record.Withdrawal.RecordId), action.Record.Withdrawal.Reason, ""),
        ActionRecord.RecordOneofCase.Guarded when action.Record.Guarded.Withdrawal is { } withdrawal => Withdraw(NameOf(withdrawal.RecordId), withdrawal.Reason, action.Key),
        ActionRecord.RecordOneofCase.Guarded => $"guard {NameOf(action.Record.Guarded.Request)} under {action.Key}, told before {action.Record.Guarded.ToldBefore}",
        _ when action.Record.Request.Alarm is { RuleName: "storm-guard" } alarm => Notice(action.Record.Request.Receiver, alarm.Name, alarm.State, alarm.StartTime, alarm.TimeMs, alarm.AlarmMessage_),
        _ => Ask(NameOf(action.Record.Request), action.Record.Request.ShieldedBy, action.Record.Request.AcknowledgedBy, action.Record.Request.BlockedBy),
    };

    private string NameOf(Request request) =>
        _names[RecordId.Of(request)] = Name(request.Alarm.Id, request.Policy, request.Package, request.Receiver, request.Cause, request.Round);
}
