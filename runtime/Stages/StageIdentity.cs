namespace Tocsin.Runtime.Stages;

/// <summary>What a runner consumes, where its state is, and as whom it works.</summary>
/// <param name="Name">The stage's name, for logs and dead letters.</param>
/// <param name="InputTopic">The topic whose partitions make the tasks.</param>
/// <param name="OutputTopics">Where the stage's results go, apart from dead letters.</param>
/// <param name="StateTopic">The changelog, with as many partitions as the input.</param>
/// <param name="DeadLetterTopic">Where records go that the stage fails on.</param>
/// <param name="GroupId">The consumer group that shares the partitions.</param>
/// <param name="Instance">The name of this instance, its own in the group and the same after a restart; null if it has none.</param>
public sealed record StageIdentity(string Name, string InputTopic, IReadOnlyList<string> OutputTopics, string StateTopic, string DeadLetterTopic, string GroupId, string? Instance = null)
{
    private readonly string _anonymous = Guid.NewGuid().ToString("N");

    /// <summary>All the topics it can't do without.</summary>
    internal IEnumerable<string> Topics => new[] { InputTopic, DeadLetterTopic, StateTopic }.Concat(OutputTopics).Distinct();

    /// <summary>A restart under the same name ends what the last run left open; without a name that takes the transaction time-out.</summary>
    internal string TransactionalId => $"{GroupId}.{Instance ?? _anonymous}";

    /// <summary>Named instances are static members of the group: a restart within the session time-out moves no partitions.</summary>
    internal string? InstanceId => Instance is null ? null : $"{GroupId}.{Instance}";
}
