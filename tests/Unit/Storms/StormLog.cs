using System.Globalization;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Unit.Storms;

/// <summary>Requests of a policy with limits, written by hand: seconds as times.</summary>
internal sealed class StormLog(StormLimits limits)
{
    private int _offset;

    public ActionPartition Partition { get; } = ActionPartition.Load("actions", 0, []);

    public ConvergenceOutput Output { get; } = new();

    public StormLimits Limits { get; set; } = limits;

    public static long Ms(double second) => 1_700_000_000_000 + (long)(second * 1_000);

    public List<string> Firing(double second, string entity = "host", string package = "notify", string receiver = "ops", bool toldBefore = false, PackageType type = PackageType.Notification) =>
        Request(second, AlarmState.Firing, entity, (package, receiver, type), toldBefore);

    public List<string> Recovered(double second, string entity = "host", string package = "notify", string receiver = "ops", PackageType type = PackageType.Notification) =>
        Request(second, AlarmState.Recovered, entity, (package, receiver, type), toldBefore: true);

    public List<string> Tick(double second) => Process(second, new ActionRecord { Tick = new Tick() });

    public List<string> Withdraw(double second) =>
        Process(second, new ActionRecord { Guarded = new Guarded { Withdrawal = new Withdrawal { RecordId = "r", Reason = "recovered" }, WithdrawalKey = "k", Origin = NextOrigin() } });

    public List<string> Process(double second, ActionRecord record)
    {
        Output.Clear();
        Assert.Equal("", ActionRecords.Problem(record));
        Partition.Process(record, [7], _offset++, Ms(second), Output);
        return [.. Output.Actions.Select(action => action.Record.Withdrawal is { } withdrawal ? $"withdraw {withdrawal.RecordId} under {action.Key}" : Line(action.Record.Request))];
    }

    private List<string> Request(double second, AlarmState state, string entity, (string Package, string Receiver, PackageType Type) call, bool toldBefore) => Process(second, new ActionRecord
    {
        Guarded = new Guarded
        {
            Request = new Request
            {
                Policy = "slow",
                Package = call.Package,
                Receiver = call.Receiver,
                Type = call.Type,
                Level = AlarmLevel.Warning,
                Alarm = new AlarmMessage { Id = string.Create(CultureInfo.InvariantCulture, $"a{_offset}"), EpisodeId = $"episode of {entity}", Id0 = entity, State = state, StartTime = Ms(second) },
            },
            Limits = Limits,
            ToldBefore = toldBefore,
            Origin = NextOrigin(),
        },
    });

    private Origin NextOrigin() => new() { Topic = "actions", Partition = 5, Offset = _offset };

    private static string Line(Request request) => request.Alarm.RuleName == "storm-guard"
        ? $"notice {request.Receiver}: {request.Alarm.AlarmMessage_}"
        : $"ask {request.Package} {request.Receiver}{(request.BlockedBy.Length > 0 ? $" blocked by {request.BlockedBy}" : "")}";
}
