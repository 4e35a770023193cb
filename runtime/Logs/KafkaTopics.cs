using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Asks Kafka for the topics of a stage before it begins, so that what is missing is said at once and not with the first record.</summary>
internal sealed class KafkaTopics(StageIdentity identity, string bootstrapServers, Handle handle)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <exception cref="StageFailureException">A topic is missing, out of bounds or too small.</exception>
    /// <exception cref="LogInterruptedException">There is no Kafka.</exception>
    public void Verify()
    {
        using var admin = new DependentAdminClientBuilder(handle).Build();
        var partitions = identity.Topics.ToDictionary(topic => topic, topic => Partitions(topic, admin));
        if (partitions[identity.StateTopic] < partitions[identity.InputTopic])
        {
            throw new StageFailureException(
                $"{identity.Name}: {identity.StateTopic} has {partitions[identity.StateTopic]} partitions, expected {partitions[identity.InputTopic]}, as many as {identity.InputTopic}");
        }
    }

    private int Partitions(string topic, IAdminClient admin)
    {
        try
        {
            var metadata = admin.GetMetadata(topic, _patience).Topics.Single();
            return metadata.Error.Code switch
            {
                ErrorCode.UnknownTopicOrPart => throw new StageFailureException($"{identity.Name}: there is no topic {topic} at {bootstrapServers}: create it first"),
                var code when ClientFailure.IsFinal(code) => throw new StageFailureException(ClientFailure.Describe(metadata.Error, identity)),
                _ => metadata.Partitions.Count,
            };
        }
        catch (KafkaException exception)
        {
            throw new LogInterruptedException($"{identity.Name}: no answer from Kafka at {bootstrapServers} ({exception.Error.Reason})", exception);
        }
    }
}
