namespace Tocsin.Runtime.Stages;

/// <summary>What a runner consumes and as whom.</summary>
/// <param name="Name">The stage's name, for logs and dead letters.</param>
/// <param name="InputTopic">The topic whose partitions make the tasks.</param>
/// <param name="OutputTopic">Where the stage's results go.</param>
/// <param name="DeadLetterTopic">Where records go that the stage fails on.</param>
/// <param name="GroupId">The consumer group that shares the partitions.</param>
public sealed record StageIdentity(string Name, string InputTopic, string OutputTopic, string DeadLetterTopic, string GroupId);
