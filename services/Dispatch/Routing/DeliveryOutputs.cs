using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Dispatch.Routing;

/// <summary>What comes of a record for one receiver: a delivery, or a state of the ledger that says why there is none.</summary>
internal sealed class DeliveryOutputs(Topics topics, DeliveryMetrics metrics)
{
    public OutputRecord Delivery(Delivery delivery, InputRecord cause)
    {
        var span = AlarmSpan.Of(cause, delivery.Id);
        return new OutputRecord(topics.Deliveries, Encoding.UTF8.GetBytes(delivery.Receiver), new DeliveryRecord { Delivery = delivery }.ToByteArray(), span?.ToHeaders())
        {
            Telemetry = new OutputTelemetry { CauseTimestampMs = cause.TimestampMs, Span = span },
        };
    }

    /// <param name="id">Of the delivery that there isn't.</param>
    /// <param name="alarm">What isn't told.</param>
    /// <param name="receiver">To whom, and why to them.</param>
    /// <param name="why">Why not, in a word and in more.</param>
    /// <param name="cause">The record that asked for it.</param>
    /// <param name="recordId">The processing record, empty if there is none.</param>
    public OutputRecord Untold(string id, AlarmMessage alarm, RoutedReceiver receiver, (string Reason, string Detail) why, InputRecord cause, string recordId = "")
    {
        metrics.Untold(receiver.Name);
        var state = new DeliveryState
        {
            Id = id,
            Receiver = receiver.Name,
            Status = DeliveryStatus.Untold,
            Reason = why.Reason,
            Detail = why.Detail,
            Route = receiver.Reason,
            AlarmId = alarm.Id,
            EpisodeId = alarm.EpisodeId,
            RuleName = alarm.RuleName,
            Name = alarm.Name,
            AlarmState = alarm.State,
            QueuedMs = cause.TimestampMs,
            SettledMs = cause.TimestampMs,
            RecordId = recordId,
        };
        return new OutputRecord(topics.Records, RecordKeys.OfDelivery(state.Id), state.ToByteArray());
    }
}
