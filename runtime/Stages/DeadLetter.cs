using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Runtime.Stages;

/// <summary>Makes the record that keeps what could not be processed: the original key, value, timestamp and headers, and what went wrong.</summary>
public static class DeadLetter
{
    public const string HeaderPrefix = "tocsin.error.";

    /// <param name="topic">The topic of dead letters.</param>
    /// <param name="record">The record that could not be processed, wholly or in part.</param>
    /// <param name="stage">The stage that says so.</param>
    /// <param name="errorClass">One word for the kind of error.</param>
    /// <param name="message">What is wrong and what was expected.</param>
    /// <param name="part">The part of the value that is concerned, where the rest was fine; null for the whole value.</param>
    public static OutputRecord From(string topic, InputRecord record, string stage, string errorClass, string message, byte[]? part = null)
    {
        var headers = new Headers();
        foreach (var header in record.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        Add(headers, "topic", record.Topic);
        Add(headers, "partition", record.Partition.ToString(CultureInfo.InvariantCulture));
        Add(headers, "offset", record.Offset.ToString(CultureInfo.InvariantCulture));
        Add(headers, "stage", stage);
        Add(headers, "class", errorClass);
        Add(headers, "message", message);
        return new OutputRecord(topic, record.Key, part ?? record.Value, headers, record.TimestampMs > 0 ? record.TimestampMs : null)
        {
            Telemetry = new OutputTelemetry { DeadLetterClass = errorClass, CauseTimestampMs = record.TimestampMs },
        };
    }

    private static void Add(Headers headers, string name, string value) => headers.Add(HeaderPrefix + name, Encoding.UTF8.GetBytes(value));
}
