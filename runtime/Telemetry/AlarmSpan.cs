using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// The span of an alarm record: the child of the span that sent the record which caused it. Its id is derived from the alarm's, so a replay gives
/// the record the same headers, whether or not anybody listens to traces.
/// </summary>
public sealed class AlarmSpan
{
    /// <summary>The spans of this process; nothing is made while nobody listens.</summary>
    internal static readonly ActivitySource Source = new(TocsinMeter.Name);

    private const int SpanIdBytes = 8;
    private readonly ActivityContext _parent;
    private readonly InputRecord _cause;
    private readonly string _alarmId;

    private AlarmSpan(ActivityContext parent, InputRecord cause, string alarmId)
    {
        _parent = parent;
        _cause = cause;
        _alarmId = alarmId;
        Context = new ActivityContext(parent.TraceId, IdOf(alarmId), parent.TraceFlags, parent.TraceState);
    }

    /// <summary>The span itself.</summary>
    public ActivityContext Context { get; }

    /// <summary>The span of an alarm; null, and nothing allocated, if the record that caused it is not part of a trace.</summary>
    public static AlarmSpan? Of(InputRecord cause, string alarmId)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return TraceHeaders.TryExtract(cause.Headers, out var parent) ? new AlarmSpan(parent, cause, alarmId) : null;
    }

    /// <summary>The headers of the alarm record.</summary>
    public Headers ToHeaders()
    {
        var headers = new Headers();
        TraceHeaders.Inject(headers, Context);
        return headers;
    }

    /// <summary>Tells whoever listens: the span reaches from the log's time of the cause until now.</summary>
    internal void Record(OutputRecord output, long causeTimestampMs)
    {
        if (!Source.HasListeners())
        {
            return;
        }

        var now = DateTimeOffset.UtcNow;
        var start = causeTimestampMs > 0 && causeTimestampMs < now.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(causeTimestampMs) : now;
        using var activity = Source.CreateActivity($"send {output.Topic}", ActivityKind.Producer, _parent, Attributes(output));
        if (activity is not null)
        {
            activity.SetStartTime(start.UtcDateTime);
            activity.Start();
            SpanIdOf(activity) = Context.SpanId.ToHexString();
        }
    }

    private static ActivitySpanId IdOf(string alarmId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(alarmId), hash);
        return ActivitySpanId.CreateFromBytes(hash[..SpanIdBytes]);
    }

    /// <summary>.NET gives every started activity a random id and has no public way to choose it; a test watches that this one still works.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity activity);

    private KeyValuePair<string, object?>[] Attributes(OutputRecord output) =>
    [
        new("messaging.system", "kafka"),
        new("messaging.operation.name", "send"),
        new("messaging.operation.type", "send"),
        new("messaging.destination.name", output.Topic),
        new("messaging.message.id", _alarmId),
        new("messaging.kafka.message.key", output.Key is null ? null : Encoding.UTF8.GetString(output.Key)),
        new("tocsin.origin", string.Create(CultureInfo.InvariantCulture, $"{_cause.Topic}[{_cause.Partition}]@{_cause.Offset}")),
    ];
}
