using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Cli.DeadLetters;

/// <summary>The value of a dead letter as JSON, where it is what its topic holds.</summary>
internal static class DecodedValue
{
    private static readonly JsonFormatter _formatter = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>Null if it can't be decoded.</summary>
    public static string? Of(Letter letter, Topics topics) =>
        ParserOf(letter.Note?.Topic, topics) is { } parser && letter.Record.Value is { } value ? Json(parser, value) : null;

    private static MessageParser? ParserOf(string? topic, Topics topics) =>
        topic == topics.Deliveries ? DeliveryRecord.Parser
        : topic == topics.Metrics ? MetricRecord.Parser
        : topic == topics.Alarms ? AlarmMessage.Parser
        : null;

    private static string? Json(MessageParser parser, byte[] value)
    {
        try
        {
            // Bytes of another meaning may pass for fields that are unknown here: then nothing of them would be shown.
            var message = parser.WithDiscardUnknownFields(true).ParseFrom(value);
            return message.CalculateSize() > 0 || value.Length == 0 ? _formatter.Format(message) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
