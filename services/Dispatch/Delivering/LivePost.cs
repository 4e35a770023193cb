using Tocsin.Dispatch.Approvals;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Receivers;
using Tocsin.Engine.Deliveries;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Dispatch.Delivering;

/// <summary>The outside world as it is: the receivers of the present settings, and Kafka.</summary>
internal sealed class LivePost(ReceiverTable receivers, ApprovalOffice approvals, InputScanner scanner, TimeProvider time) : IPost
{
    private const int RecordsPerRead = 1_000;

    /// <summary>Longer than an attempt takes unless its receiver is slow, and short enough for the group to wait.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(8);

    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public ReceiverLimits? LimitsOf(string receiver) => receivers.Find(receiver)?.Limits;

    /// <summary>Rendering and sending happen on other threads; the stage's own does nothing but begin them.</summary>
    public Task<Answer> SendAsync(string receiver, OutgoingMessage message, CancellationToken stop) => receivers.Find(receiver) is { } found
        ? Task.Run(() => found.SendAsync(approvals.Word(message, receiver), stop), stop)
        : Task.FromResult(new Answer(Verdict.NotSent, "no-receiver"));

    public Task<Claim> ReadAsync(int partition, ClaimBuilder builder, CancellationToken stop) => Task.Run(
        () =>
        {
            while (!builder.IsFull)
            {
                stop.ThrowIfCancellationRequested();
                Read(partition, builder);
            }

            return builder.Build();
        },
        stop);

    public void Await(IReadOnlyCollection<Task> tasks) => Task.WhenAny(Task.WhenAll(tasks), Task.Delay(_patience, time)).Wait();

    private void Read(int partition, ClaimBuilder builder)
    {
        var from = builder.Next;
        var records = scanner.Read(partition, from, RecordsPerRead, _patience, out var next);
        foreach (var record in records.TakeWhile(_ => !builder.IsFull))
        {
            builder.Take(record.Value, record.Offset, record.TimestampMs);
        }

        if (!builder.IsFull)
        {
            builder.SkipTo(next);
        }

        if (builder.Next == from)
        {
            throw new StageFailureException($"nothing came within {_patience.TotalSeconds} s");
        }
    }
}
