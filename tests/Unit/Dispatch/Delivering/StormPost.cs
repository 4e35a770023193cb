using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Delivering;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Delivering;

/// <summary>Receivers that take everything, some time after it was sent. Time is what the owner says.</summary>
/// <param name="limits">Of all receivers.</param>
/// <param name="answerMs">How long they take.</param>
/// <param name="read">What the log is read by.</param>
internal sealed class StormPost(ReceiverLimits limits, long answerMs, Func<ClaimBuilder, Claim> read) : IPost
{
    private readonly Queue<(long AtMs, TaskCompletionSource<Answer> Answer)> _underway = new();

    public long NowMs { get; set; } = 1_000_000;

    public int Messages { get; private set; }

    public ReceiverLimits? LimitsOf(string receiver) => limits;

    public Task<Answer> SendAsync(string receiver, OutgoingMessage message, CancellationToken stop)
    {
        Messages++;
        var answer = new TaskCompletionSource<Answer>();
        _underway.Enqueue((NowMs + answerMs, answer));
        return answer.Task;
    }

    /// <summary>Gives the answers whose time has come.</summary>
    public void AnswerDue()
    {
        while (_underway.TryPeek(out var next) && next.AtMs <= NowMs)
        {
            _underway.Dequeue().Answer.SetResult(Answer.Ok);
        }
    }

    public Task<Claim> ReadAsync(int partition, ClaimBuilder builder, CancellationToken stop) => Task.FromResult(read(builder));

    public void Await(IReadOnlyCollection<Task> tasks)
    {
    }
}
