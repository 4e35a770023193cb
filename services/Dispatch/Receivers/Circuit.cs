using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Safety;

namespace Tocsin.Dispatch.Receivers;

/// <summary>
/// A receiver's pipeline: a circuit breaker around a time-out for each attempt. After repeated failures nothing is sent for a few seconds, then one
/// message is let through, and while that one fails too the break doubles.
/// </summary>
internal static class Circuit
{
    private const int LeastFailures = 5;
    private const double FailureRatio = 0.9;
    private const int LongestDoublings = 6;
    private static readonly TimeSpan _firstBreak = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestBreak = TimeSpan.FromMinutes(5);

    public static ResiliencePipeline<Answer> Create(string receiver, TimeSpan timeout, CircuitBreakerStateProvider state, TimeProvider time, ILogger logger)
    {
        var builder = new ResiliencePipelineBuilder<Answer> { TimeProvider = time, Name = receiver };
        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Answer>
            {
                ShouldHandle = outcome => ValueTask.FromResult(IsFailure(outcome.Outcome)),
                FailureRatio = FailureRatio,
                MinimumThroughput = LeastFailures,
                // Long enough for so many attempts that end with the time-out, one after the other.
                SamplingDuration = TimeSpan.FromMinutes(1) + (timeout * LeastFailures * 2),
                BreakDurationGenerator = arguments => ValueTask.FromResult(BreakAfter(arguments.HalfOpenAttempts)),
                StateProvider = state,
                OnOpened = arguments => Log(() => ReceiverLog.CircuitOpened(logger, receiver, (long)arguments.BreakDuration.TotalMilliseconds)),
                OnClosed = _ => Log(() => ReceiverLog.CircuitClosed(logger, receiver)),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = timeout })
            .Build();
    }

    /// <summary>The receiver failed. Where it asked to wait, it works; what the settings forbid was never sent.</summary>
    private static bool IsFailure(Outcome<Answer> outcome) => outcome switch
    {
        { Exception: OperationCanceledException } => false,
        { Exception: not null } => true,
        { Result: { Verdict: Verdict.TryAgain, WaitMs: 0, Reason: not (ConnectionFailure.Settings or ConnectionFailure.AddressRefused) } } => true,
        _ => false,
    };

    private static TimeSpan BreakAfter(int halfOpenAttempts)
    {
        var length = _firstBreak * (1 << Math.Min(halfOpenAttempts, LongestDoublings));
        return length < _longestBreak ? length : _longestBreak;
    }

    private static ValueTask Log(Action log)
    {
        log();
        return ValueTask.CompletedTask;
    }
}
