using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Looks whether the topics a stage needs are there, before it begins.</summary>
internal static class KafkaTopics
{
    private static readonly TimeSpan _answerTime = TimeSpan.FromSeconds(20);

    /// <exception cref="StageFailureException">A topic is missing or has too few partitions, or Kafka doesn't answer.</exception>
    public static void Verify(Handle handle, StageIdentity identity)
    {
        var input = Partitions(handle, identity.InputTopic, identity);
        var state = Partitions(handle, identity.StateTopic, identity);
        if (state < input)
        {
            throw new StageFailureException($"{identity.Name}: {identity.StateTopic} has {state} partitions, expected {input}, as many as {identity.InputTopic}");
        }
    }

    private static int Partitions(Handle handle, string topic, StageIdentity identity)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(handle).Build();
            var metadata = admin.GetMetadata(topic, _answerTime).Topics.Single();
            return metadata.Error.IsError ? throw new StageFailureException(ClientFailure.Describe(metadata.Error, identity, topic)) : metadata.Partitions.Count;
        }
        catch (KafkaException exception)
        {
            throw new StageFailureException($"{identity.Name}: no answer from Kafka: {exception.Error.Reason}", exception);
        }
    }
}
