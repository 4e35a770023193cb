using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Dispatch.Routing;

/// <summary>
/// One partition of the alarms topic: for each receiver of an alarm a delivery, and for those who aren't told a state in the ledger that says why.
/// An alarm that was seen before, as its origin shows, goes nowhere.
/// </summary>
internal sealed class RouteStage(SeenOrigins seen, IRoutes routes, Topics topics, DeliveryMetrics metrics) : IStage
{
    public const string Name = "route";
    private readonly DeliveryOutputs _outputs = new(topics, metrics);

    public long TickDueMs => long.MaxValue;

    /// <summary>The stage of a partition from its saved state.</summary>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static RouteStage Create(
        int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, IRoutes routes, Topics topics, DeliveryMetrics metrics) =>
        new(SeenOrigins.Load(Name, partition, state, topics), routes, topics, metrics);

    /// <summary>Never due.</summary>
    public byte[] Tick(long timeMs) => throw new NotSupportedException("time alone changes nothing here");

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        if (Parsed.Of(AlarmMessage.Parser, record.Value) is not { } alarm)
        {
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, "malformed", "this isn't an AlarmMessage"));
            return;
        }

        if (!seen.IsNew(alarm.Origin))
        {
            return;
        }

        if (alarm.Id.Length == 0)
        {
            // Somebody else's alarm, without an id of its own: its place in the log is one.
            alarm.Id = DeliveryId.Of($"{record.Topic}/{record.Partition}/{record.Offset}", "");
        }

        Route(alarm, record, outputs);
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => seen.Save(changed);

    private void Route(AlarmMessage alarm, InputRecord record, List<OutputRecord> outputs)
    {
        var router = routes.Router;
        var routed = router.Route(alarm);
        var index = 0u;
        foreach (var receiver in routed.Receivers)
        {
            outputs.Add(routes.WhyUntold(receiver.Name, alarm) is { } why
                ? Untold(receiver, why, "")
                : _outputs.Delivery(Delivery(alarm, record, receiver, index++), record));
        }

        outputs.AddRange(routed.Unreachable.Select(hook => Untold(hook, "no-receiver", router.WhyUnreachable(hook.Name))));
        if (routed.WhyNobody is { } nobody)
        {
            outputs.Add(Untold(new RoutedReceiver("", ""), "no-route", nobody));
        }

        OutputRecord Untold(RoutedReceiver receiver, string reason, string detail) =>
            _outputs.Untold(DeliveryId.Of(alarm.Id, receiver.Name), alarm, receiver, (reason, detail), record);
    }

    private static Delivery Delivery(AlarmMessage alarm, InputRecord record, RoutedReceiver receiver, uint index) => new()
    {
        Id = DeliveryId.Of(alarm.Id, receiver.Name),
        Receiver = receiver.Name,
        Alarm = alarm,
        Origin = new Origin { Topic = record.Topic, Partition = record.Partition, Offset = record.Offset, Index = index },
        Route = receiver.Reason,
    };
}
