using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>What an output tells metrics and traces once it is written. Nothing of it is part of the record.</summary>
public sealed record OutputTelemetry
{
    /// <summary>One of <see cref="AlarmTransition"/>, if the output is an alarm.</summary>
    public string? Transition { get; init; }

    /// <summary>The class of the error, if the output is a dead letter.</summary>
    public string? DeadLetterClass { get; init; }

    /// <summary>The log's time of the record that caused the output, -1 if it had none.</summary>
    public long CauseTimestampMs { get; init; } = -1;

    /// <summary>Where the output stands in a trace, if the record that caused it was part of one.</summary>
    public AlarmSpan? Span { get; init; }

    /// <summary>What an alarm tells.</summary>
    /// <param name="cause">The record that caused the alarm.</param>
    /// <param name="transition">One of <see cref="AlarmTransition"/>.</param>
    /// <param name="span">Of <see cref="AlarmSpan.Of"/>.</param>
    public static OutputTelemetry OfAlarm(InputRecord cause, string transition, AlarmSpan? span)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new OutputTelemetry { Transition = transition, CauseTimestampMs = cause.TimestampMs, Span = span };
    }
}
