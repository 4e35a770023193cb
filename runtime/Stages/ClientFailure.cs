using Confluent.Kafka;

namespace Tocsin.Runtime.Stages;

/// <summary>Which of Kafka's errors waiting will not mend, and how to say so.</summary>
internal static class ClientFailure
{
    public static bool IsFinal(ErrorCode code) => code is
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.Local_Ssl
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
        or ErrorCode.TransactionalIdAuthorizationFailed
        or ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition
        or ErrorCode.MsgSizeTooLarge
        or ErrorCode.InconsistentGroupProtocol or ErrorCode.FencedInstanceId;

    public static string Describe(Error error, StageIdentity identity) => error.Code switch
    {
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition =>
            $"{identity.Name}: a topic is missing: {error.Reason}. It needs {string.Join(", ", identity.Topics)}",
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.Local_Ssl =>
            $"{identity.Name}: Kafka doesn't accept the credentials: {error.Reason}",
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed =>
            $"{identity.Name}: an ACL is missing for group {identity.GroupId}: {error.Reason}",
        ErrorCode.FencedInstanceId => $"{identity.Name}: another instance named {identity.Instance} has joined the group {identity.GroupId}; names must differ",
        _ => $"{identity.Name}: {error.Code}: {error.Reason}",
    };
}
