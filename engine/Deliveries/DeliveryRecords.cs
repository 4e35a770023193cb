using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>Reads values of the deliveries topic; everybody who reads it takes and refuses the same ones.</summary>
public static class DeliveryRecords
{
    /// <summary>The record, or null and what is wrong with it.</summary>
    public static (DeliveryRecord? Record, string Problem) Read(byte[]? value)
    {
        if (value is null)
        {
            return (null, "the record has no value, expected a DeliveryRecord");
        }

        try
        {
            var record = DeliveryRecord.Parser.ParseFrom(value);
            var problem = Problem(record);
            return (problem.Length == 0 ? record : null, problem);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return (null, $"not a DeliveryRecord: {exception.Message}");
        }
    }

    private static string Problem(DeliveryRecord record) => record.RecordCase switch
    {
        DeliveryRecord.RecordOneofCase.Delivery => Problem(record.Delivery),
        DeliveryRecord.RecordOneofCase.Bundle => Missing(record.Bundle.Receiver, record.Bundle.Id, record.Bundle.Offsets.Count, "bundle"),
        DeliveryRecord.RecordOneofCase.Attempt => Missing(record.Attempt.Receiver, record.Attempt.Reason, record.Attempt.Offsets.Count, "attempt"),
        DeliveryRecord.RecordOneofCase.Claim => Problem(record.Claim),
        DeliveryRecord.RecordOneofCase.Opening => record.Opening.Owner.Length == 0 ? "an opening without owner" : "",
        _ => "a DeliveryRecord of no kind that is known here",
    };

    private static string Problem(Delivery delivery) =>
        delivery.Receiver.Length == 0 ? "a delivery without receiver"
        : delivery.Id.Length == 0 ? "a delivery without id"
        : delivery.Errand?.Summary is { } summary ? (summary.Alarms.Count == 0 ? "a summary without alarms" : "")
        : delivery.Alarm is null ? "a delivery without alarm"
        : "";

    private static string Problem(Claim claim) =>
        claim.Receiver.Length == 0 ? "a claim without receiver"
        : claim.Deliveries.Any(claimed => claimed.Delivery is not { } delivery || Problem(delivery).Length > 0) ? "a claim of a delivery that isn't complete"
        : "";

    private static string Missing(string receiver, string word, int offsets, string what) =>
        receiver.Length == 0 ? $"a {what} without receiver"
        : word.Length == 0 ? $"a {what} without {(what == "bundle" ? "id" : "reason")}"
        : offsets == 0 ? $"a {what} of no deliveries"
        : "";
}
