using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Asks Kafka for the topics of a stage before it begins, so that what is missing is said at once and not with the first record.</summary>
internal static class KafkaTopics
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <exception cref="StageFailureException">There is no Kafka, or a topic is missing, out of bounds or too small.</exception>
    public static void Verify(StageIdentity identity, ClientSettings client)
    {
        using var consumer = client.Create(() => new ConsumerBuilder<byte[], byte[]>(client.Consumer(identity.GroupId)).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build());
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = identity.Topics.ToDictionary(topic => topic, topic => Partitions(topic, identity, client.BootstrapServers, admin));
        if (partitions[identity.StateTopic] < partitions[identity.InputTopic])
        {
            throw new StageFailureException(
                $"{identity.Name}: {identity.StateTopic} has {partitions[identity.StateTopic]} partitions, expected {partitions[identity.InputTopic]}, as many as {identity.InputTopic}");
        }
    }

    private static int Partitions(string topic, StageIdentity identity, string bootstrapServers, IAdminClient admin)
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
            throw new StageFailureException($"{identity.Name}: no answer from Kafka at {bootstrapServers} ({exception.Error.Reason})", exception);
        }
    }
}
