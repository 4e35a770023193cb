using Confluent.Kafka;
using Tocsin.Runtime.Logs;

namespace Tocsin.Runtime.Stages;

/// <summary>Asks Kafka for the topics of a stage before it starts, so that what is missing is said at once and not with the first record.</summary>
internal sealed class TopicCheck(StageIdentity identity, ClientSettings client, Handle handle)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <exception cref="StageFailureException">There is no Kafka, or a topic is missing or out of bounds.</exception>
    public void Check()
    {
        using var admin = new DependentAdminClientBuilder(handle).Build();
        foreach (var topic in new[] { identity.InputTopic, identity.OutputTopic, identity.DeadLetterTopic })
        {
            var error = ErrorOf(topic, admin);
            if (error.Code is ErrorCode.UnknownTopicOrPart)
            {
                throw new StageFailureException($"{identity.Name}: there is no topic {topic} at {client.BootstrapServers}: create it first");
            }

            if (ClientFailure.IsFinal(error.Code))
            {
                throw new StageFailureException(ClientFailure.Describe(error, identity));
            }
        }
    }

    private Error ErrorOf(string topic, IAdminClient admin)
    {
        try
        {
            return admin.GetMetadata(topic, _patience).Topics.Single().Error;
        }
        catch (KafkaException exception)
        {
            throw new StageFailureException($"{identity.Name}: no answer from Kafka at {client.BootstrapServers} ({exception.Error.Reason})", exception);
        }
    }
}
