namespace Tocsin.Engine.PolicyScenarios;

/// <summary>What is yet to happen: by time, and at one time in the order it was added.</summary>
internal sealed class PolicyQueue
{
    private readonly PriorityQueue<Action, (long AtMs, long Number)> _waiting = new();
    private long _number;

    /// <summary><see cref="long.MaxValue"/> if nothing is.</summary>
    public long NextMs => _waiting.TryPeek(out _, out var next) ? next.AtMs : long.MaxValue;

    public void Add(long atMs, Action happening) => _waiting.Enqueue(happening, (atMs, _number++));

    public void DoNext() => _waiting.Dequeue()();
}
