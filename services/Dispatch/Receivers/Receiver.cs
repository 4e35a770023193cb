using System.Collections.Immutable;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Safety;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Dispatch.Receivers;

/// <summary>
/// One whom alarms are told to, with connections, circuit and limits of its own, so that what happens to it happens to no other. All that comes out
/// of it is masked.
/// </summary>
internal sealed class Receiver : IChannel, IDisposable
{
    /// <summary>A receiver that asks to wait for longer holds up that one message, not all others.</summary>
    private const long LongestHoldMs = 300_000;

    private const int DefaultTimeoutMs = 10_000;
    private readonly CurrentChannel _current;
    private readonly ResiliencePipeline<Answer> _pipeline;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly TimeProvider _time;
    private readonly Lease _lease;
    private long _holdUntilMs;

    public Receiver(ReceiverTarget target, Surroundings surroundings, ChannelFactory factory)
    {
        Target = target;
        Limits = ChannelLimits.Of(target.Hook);
        Timeout = TimeSpan.FromMilliseconds(target.Hook.Delivery.TimeoutMs ?? DefaultTimeoutMs);
        _time = surroundings.Network.Time;
        var sender = new HttpSender(surroundings.Network, Limits.MessagesAtOnce);
        _lease = new Lease(sender);
        _current = new CurrentChannel(target, surroundings.Secrets, hook => factory(target, hook, sender, Timeout), _time);
        _pipeline = Circuit.Create(target.Name, Timeout, _circuit, _time, surroundings.Logger);
    }

    public string Name => Target.Name;

    public ReceiverTarget Target { get; }

    public ReceiverLimits Limits { get; }

    /// <summary>Of one attempt.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Nothing is sent, but perhaps one message to see whether it works again.</summary>
    public bool IsCircuitOpen => _circuit.CircuitState != CircuitState.Closed;

    /// <summary>Why nothing can be sent, such as a file that isn't there; empty if all is well.</summary>
    public string Problem => _current.Get().Problem;

    public string? WhyUntold(AlarmMessage alarm) => _current.Get().Channel?.WhyUntold(alarm);

    public ImmutableArray<Preview> Render(OutgoingMessage message)
    {
        var made = _current.Get();
        return made.Channel is { } channel
            ? [.. channel.Render(message).Select(preview => CleanText.Of(made.Problem.Length > 0 ? preview with { Warning = made.Problem } : preview, made.Hook.Masker))]
            : [new Preview(Name, [], "", made.Problem)];
    }

    public async Task<Answer> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var made = _current.Get();
        if (made.Channel is not { } channel || made.Problem.Length > 0)
        {
            return CleanText.Of(new Answer(Verdict.TryAgain, ConnectionFailure.Settings, made.Problem), made.Hook.Masker);
        }

        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (Volatile.Read(ref _holdUntilMs) - nowMs is > 0 and var waitMs)
        {
            return new(Verdict.NotSent, "asked-to-wait") { WaitMs = waitMs };
        }

        if (!_lease.TryTake())
        {
            return new(Verdict.NotSent, "settings-changed");
        }

        try
        {
            var answer = await TryAsync(channel, message, stop).ConfigureAwait(false);
            if (answer is { Verdict: Verdict.TryAgain, WaitMs: > 0, Reason: "http-429" or "http-503" })
            {
                Volatile.Write(ref _holdUntilMs, nowMs + Math.Min(answer.WaitMs, LongestHoldMs));
            }

            return CleanText.Of(answer, made.Hook.Masker.With(message.AnswerToken));
        }
        finally
        {
            _lease.Return();
        }
    }

    /// <summary>Its connections close once nothing is underway on them.</summary>
    public void Dispose() => _lease.End();

    private async Task<Answer> TryAsync(IChannel channel, OutgoingMessage message, CancellationToken stop)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (state, token) => await state.channel.SendAsync(state.message, token).ConfigureAwait(false), (channel, message), stop).ConfigureAwait(false);
        }
        catch (BrokenCircuitException exception)
        {
            // While one message tries, nobody knows how long that takes.
            var waitMs = _circuit.CircuitState == CircuitState.HalfOpen ? 1_000 : (long)(exception.RetryAfter ?? TimeSpan.FromSeconds(1)).TotalMilliseconds;
            return new(Verdict.NotSent, "circuit-open") { WaitMs = Math.Max(1, waitMs) };
        }
        catch (TimeoutRejectedException)
        {
            return new(Verdict.TryAgain, "timeout", $"no answer within {Timeout.TotalSeconds} s");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ConnectionFailure.Of(exception, stop);
        }
    }
}
