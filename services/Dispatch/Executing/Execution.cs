using Tocsin.Dispatch.Routing;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Dispatch.Executing;

/// <summary>Executes one command.</summary>
internal sealed class Execution(ActionCommand command, InputRecord record, IRoutes routes, DeliveryOutputs make)
{
    private const string NoReceiver = "no-receiver";
    private uint _index;

    /// <summary>Deliveries, and states of the ledger for those that aren't told.</summary>
    public List<OutputRecord> Outputs { get; } = [];

    /// <summary>How it ended, null as long as it hasn't.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>A callback is called whatever kind of alarm it is about: who is told of what is a matter of notifications.</summary>
    public void Run(RunPackage run)
    {
        var alarm = run.Alarm ?? ByHand(run);
        var receiver = new RoutedReceiver(run.Receiver, Words(run.Policy, run.Package, run.By));
        var isCallback = run.Type == PackageType.Callback;
        var why = !routes.Router.HasReceiver(run.Receiver) ? NoReceiver : isCallback ? null : routes.WhyUntold(run.Receiver, alarm);
        if (why is not null)
        {
            Untold(command.RecordId, alarm, receiver, why);
            End(receiver, why);
            return;
        }

        var errand = Errand(run.Policy, run.Package, run.Level, run.Cause);
        errand.NotAfterMs = isCallback ? command.DeadlineMs : 0;
        errand.MaxAttempts = isCallback ? 1 + run.Retries : 0;
        Deliver(command.RecordId, receiver, alarm, errand);
    }

    /// <summary>Of what the receiver isn't told alone, it isn't told in a summary either.</summary>
    public void Send(SendSummary send)
    {
        var receiver = new RoutedReceiver(send.Receiver, Words(send.Policy, send.Package, ""));
        if (!routes.Router.HasReceiver(send.Receiver))
        {
            Untold(command.RecordId, send.Alarms[0], receiver, NoReceiver);
            End(receiver, NoReceiver);
            return;
        }

        var why = send.Alarms.ToLookup(alarm => routes.WhyUntold(send.Receiver, alarm));
        foreach (var untold in why.Where(group => group.Key is not null))
        {
            untold.ToList().ForEach(alarm => Untold(PartOf(alarm), alarm, receiver, untold.Key!));
        }

        List<AlarmMessage> told = [.. why[null]];
        if (told.Count == 0)
        {
            End(receiver, why.First().Key!);
        }
        else if (routes.TakesDigests(send.Receiver))
        {
            var errand = Errand(send.Policy, send.Package, send.AlarmLevel, "");
            errand.Summary = new Summary { Level = send.Level, Alarms = { told }, More = send.More };
            Deliver(command.RecordId, receiver, null, errand);
        }
        else
        {
            Each(told, receiver, send);
        }
    }

    /// <summary>Everybody who may answer is asked, at each of their receivers.</summary>
    public void Ask(AskApproval ask)
    {
        var reason = $"approval of {ask.Package}{(ask.Policy.Length > 0 ? $", policy {ask.Policy}" : "")}";
        var asked = new HashSet<string>();
        foreach (var approver in ask.Approvers.Distinct())
        {
            var receivers = routes.Router.ReceiversOf(approver).Where(receiver => !ReceiverName.IsOfRecovery(receiver)).ToList();
            if (receivers.Count == 0)
            {
                Untold(command.RecordId, ask.Alarm, new(approver, reason), NoReceiver);
            }

            foreach (var receiver in receivers.Where(asked.Add))
            {
                var errand = Errand(ask.Policy, ask.Package, ask.Level, "");
                errand.NotAfterMs = command.DeadlineMs;
                errand.Question = new Question { Sentence = ask.Sentence, AskedMs = command.TimeMs, UntilMs = command.DeadlineMs };
                Deliver(command.RecordId, new(receiver, reason), ask.Alarm, errand);
            }
        }
    }

    /// <summary>Where several alarms can't be told in one message, the last of them stands for all: with it the record ends.</summary>
    private void Each(List<AlarmMessage> told, RoutedReceiver receiver, SendSummary send)
    {
        foreach (var alarm in told[..^1])
        {
            var errand = Errand(send.Policy, send.Package, send.AlarmLevel, "");
            errand.RecordId = "";
            Deliver(PartOf(alarm), receiver, alarm, errand);
        }

        Deliver(command.RecordId, receiver, told[^1], Errand(send.Policy, send.Package, send.AlarmLevel, ""));
    }

    private void Deliver(string id, RoutedReceiver receiver, AlarmMessage? alarm, Errand errand)
    {
        var delivery = new Delivery
        {
            Id = DeliveryId.Of(id, receiver.Name),
            Receiver = receiver.Name,
            Alarm = alarm,
            Origin = new Origin { Topic = record.Topic, Partition = record.Partition, Offset = record.Offset, Index = _index++ },
            Route = receiver.Reason,
            Errand = errand,
        };
        Outputs.Add(make.Delivery(delivery, record));
    }

    private void Untold(string id, AlarmMessage alarm, RoutedReceiver receiver, string why) =>
        Outputs.Add(make.Untold(DeliveryId.Of(id, receiver.Name), alarm, receiver, (why, why == NoReceiver ? WhyUnknown(receiver.Name) : ""), record, command.RecordId));

    /// <summary>There is nothing more to do. That somebody needn't be told is no failure.</summary>
    private void End(RoutedReceiver receiver, string why) => Outcome = new Outcome
    {
        RecordId = command.RecordId,
        Result = why == NoReceiver ? OutcomeResult.Failure : OutcomeResult.Success,
        Reason = why == NoReceiver ? NoReceiver : "untold",
        Detail = why == NoReceiver ? WhyUnknown(receiver.Name) : why,
    };

    private string WhyUnknown(string receiver) => receiver.Length == 0 ? "the command names no receiver"
        : ReceiverName.HookOf(receiver) == receiver ? routes.Router.WhyUnreachable(receiver)
        : $"there is no receiver {receiver}, neither in the active rules nor in Dispatch's settings";

    private Errand Errand(string policy, string package, AlarmLevel level, string cause) => new()
    {
        RecordId = command.RecordId,
        Key = command.Key,
        Policy = policy,
        Package = package,
        Level = level,
        Cause = cause,
    };

    private string PartOf(AlarmMessage alarm) => $"{command.RecordId}/{alarm.Id}";

    /// <summary>What a package tells that somebody runs without an alarm.</summary>
    private AlarmMessage ByHand(RunPackage run) => new()
    {
        Id = command.RecordId,
        EpisodeId = command.RecordId,
        Name = run.Package,
        AlarmMessage_ = $"{run.Package} was run by {(run.By.Length > 0 ? run.By : "hand")}",
        State = AlarmState.Firing,
        StartTime = command.TimeMs,
        TimeMs = command.TimeMs,
    };

    private static string Words(string policy, string package, string by) =>
        policy.Length > 0 ? $"policy {policy}, package {package}" : by.Length > 0 ? $"package {package}, run by {by}" : $"package {package}";
}
