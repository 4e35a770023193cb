using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace Tocsin.Runtime.Telemetry;

/// <summary>The W3C trace context in the headers of records.</summary>
public static class TraceHeaders
{
    public const string Parent = "traceparent";

    public const string State = "tracestate";

    /// <summary>The trace a record is part of. False, and nothing allocated, if it has no such header; false too if the header makes no sense.</summary>
    public static bool TryExtract(Headers? headers, out ActivityContext context)
    {
        context = default;
        return headers is { Count: > 0 }
            && headers.TryGetLastBytes(Parent, out var parent)
            && parent is not null
            && ActivityContext.TryParse(
                Encoding.UTF8.GetString(parent),
                headers.TryGetLastBytes(State, out var state) && state is not null ? Encoding.UTF8.GetString(state) : null,
                isRemote: true,
                out context);
    }

    /// <summary>Makes a record part of a trace; an empty state is left out.</summary>
    public static void Inject(Headers headers, ActivityContext context)
    {
        ArgumentNullException.ThrowIfNull(headers);
        headers.Add(Parent, Encoding.UTF8.GetBytes($"00-{context.TraceId}-{context.SpanId}-{(int)context.TraceFlags:x2}"));
        if (!string.IsNullOrEmpty(context.TraceState))
        {
            headers.Add(State, Encoding.UTF8.GetBytes(context.TraceState));
        }
    }
}
