using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Delivering;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Delivering;

/// <summary>Receivers that answer when the test says so.</summary>
internal sealed class FakePost(ReceiverLimits? limits) : IPost
{
    public ReceiverLimits? Limits { get; set; } = limits;

    public List<(OutgoingMessage Message, TaskCompletionSource<Answer> Answer)> Sent { get; } = [];

    /// <summary>What the log is read by.</summary>
    public Func<ClaimBuilder, Claim> Read { get; set; } = builder => builder.Build();

    /// <summary>What happens while a partition is handed over.</summary>
    public Action OnAwait { get; set; } = () => { };

    public long NowMs { get; set; } = 1_000_000;

    public ReceiverLimits? LimitsOf(string receiver) => Limits;

    public Task<Answer> SendAsync(string receiver, OutgoingMessage message, CancellationToken stop)
    {
        var answer = new TaskCompletionSource<Answer>();
        stop.Register(() => answer.TrySetCanceled(stop));
        Sent.Add((message, answer));
        return answer.Task;
    }

    public async Task<Claim> ReadAsync(int partition, ClaimBuilder builder, CancellationToken stop)
    {
        await Task.CompletedTask;
        return Read(builder);
    }

    public void Await(IReadOnlyCollection<Task> tasks) => OnAwait();
}
