using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Origins;
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
internal sealed class RouteStage(OriginFilter seen, IRoutes routes, Topics topics, DeliveryMetrics metrics) : IStage
{
    public const string Name = "route";
    private const string StateKey = "origins";
    private bool _isDirty;

    public long TickDueMs => long.MaxValue;

    /// <summary>The stage of a partition from its saved state.</summary>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static RouteStage Create(
        int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, IRoutes routes, Topics topics, DeliveryMetrics metrics)
    {
        var seen = new OriginFilter();
        foreach (var (key, value) in state)
        {
            seen = Encoding.UTF8.GetString(key) == StateKey && Read(SavedOrigins.Parser, value) is { } saved
                ? new OriginFilter(saved.Newest)
                : throw new StageFailureException($"{Name}: the state of partition {partition} in {topics.State(Name)} can't be used: the record '{Encoding.UTF8.GetString(key)}' isn't what this program writes");
        }

        return new RouteStage(seen, routes, topics, metrics);
    }

    /// <summary>Never due.</summary>
    public byte[] Tick(long timeMs) => throw new NotSupportedException("time alone changes nothing here");

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        if (record.Value is null || Read(AlarmMessage.Parser, record.Value) is not { } alarm)
        {
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, "malformed", "this isn't an AlarmMessage"));
            return;
        }

        if (!seen.IsNew(alarm.Origin))
        {
            return;
        }

        _isDirty |= alarm.Origin is not null;
        if (alarm.Id.Length == 0)
        {
            // Somebody else's alarm, without an id of its own: its place in the log is one.
            alarm.Id = DeliveryId.Of($"{record.Topic}/{record.Partition}/{record.Offset}", "");
        }

        Route(alarm, record, outputs);
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        if (_isDirty)
        {
            changed.Add(new(Encoding.UTF8.GetBytes(StateKey), new SavedOrigins { Newest = { seen.Newest } }.ToByteArray()));
            _isDirty = false;
        }
    }

    private void Route(AlarmMessage alarm, InputRecord record, List<OutputRecord> outputs)
    {
        var router = routes.Router;
        var routed = router.Route(alarm);
        var index = 0u;
        foreach (var receiver in routed.Receivers)
        {
            outputs.Add(routes.WhyUntold(receiver.Name, alarm) is { } why
                ? Untold(alarm, record, receiver, why, "")
                : Delivery(alarm, record, receiver, index++));
        }

        outputs.AddRange(routed.Unreachable.Select(hook => Untold(alarm, record, hook, "no-receiver", router.WhyUnreachable(hook.Name))));
        if (routed.WhyNobody is { } nobody)
        {
            outputs.Add(Untold(alarm, record, new RoutedReceiver("", ""), "no-route", nobody));
        }
    }

    private OutputRecord Delivery(AlarmMessage alarm, InputRecord record, RoutedReceiver receiver, uint index)
    {
        var delivery = new Delivery
        {
            Id = DeliveryId.Of(alarm.Id, receiver.Name),
            Receiver = receiver.Name,
            Alarm = alarm,
            Origin = new Origin { Topic = record.Topic, Partition = record.Partition, Offset = record.Offset, Index = index },
            Route = receiver.Reason,
        };
        var span = AlarmSpan.Of(record, delivery.Id);
        return new OutputRecord(topics.Deliveries, Encoding.UTF8.GetBytes(receiver.Name), new DeliveryRecord { Delivery = delivery }.ToByteArray(), span?.ToHeaders())
        {
            Telemetry = new OutputTelemetry { CauseTimestampMs = record.TimestampMs, Span = span },
        };
    }

    private OutputRecord Untold(AlarmMessage alarm, InputRecord record, RoutedReceiver receiver, string reason, string detail)
    {
        metrics.Untold(receiver.Name);
        var state = new DeliveryState
        {
            Id = DeliveryId.Of(alarm.Id, receiver.Name),
            Receiver = receiver.Name,
            Status = DeliveryStatus.Untold,
            Reason = reason,
            Detail = detail,
            Route = receiver.Reason,
            AlarmId = alarm.Id,
            EpisodeId = alarm.EpisodeId,
            RuleName = alarm.RuleName,
            Name = alarm.Name,
            AlarmState = alarm.State,
            QueuedMs = record.TimestampMs,
            SettledMs = record.TimestampMs,
        };
        return new OutputRecord(topics.Records, RecordKeys.OfDelivery(state.Id), state.ToByteArray());
    }

    /// <summary>Null if the value isn't such a message.</summary>
    private static T? Read<T>(MessageParser<T> parser, byte[] value)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
