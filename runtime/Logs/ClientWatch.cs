using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Listens to the errors of one client, so that whoever waits for it can give up early and say why. May be used from several threads.</summary>
internal sealed class ClientWatch(string bootstrapServers)
{
    private volatile Error? _failure;
    private volatile Error? _last;

    public void Note(Error error)
    {
        // That all brokers are down is told after what is wrong with each, and says less.
        if (error.Code != ErrorCode.Local_AllBrokersDown)
        {
            _last = error;
        }

        if (error.IsFatal || ClientFailure.IsFinal(error.Code))
        {
            _failure ??= error;
        }
    }

    /// <summary>The first error that waiting will not mend; null if there was none.</summary>
    public Error? Failure => _failure;

    /// <exception cref="StageFailureException">There was an error that waiting will not mend.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is { } error)
        {
            throw new StageFailureException(Describe(error));
        }
    }

    public StageFailureException NoAnswer(TimeSpan waited) =>
        new($"no answer from Kafka at {bootstrapServers} within {waited.TotalSeconds:0} s{(_last is { } error ? $": {error.Reason}" : "")}");

    public static string Describe(Error error) => error.Code switch
    {
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.Local_Ssl =>
            $"Kafka doesn't accept the credentials: {error.Reason}",
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed =>
            $"an ACL is missing: {error.Reason}",
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => $"a topic is missing: {error.Reason}",
        _ => $"Kafka refuses: {error.Code}: {error.Reason}",
    };
}
