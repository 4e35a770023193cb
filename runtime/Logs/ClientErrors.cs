using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>What the clients report, from whatever thread: kept if waiting will not mend it, else told to the operator.</summary>
internal sealed class ClientErrors(StageIdentity identity, ILogger logger)
{
    private volatile Error? _final;

    public void Add(Error error)
    {
        if (ClientFailure.IsFinal(error.Code))
        {
            _final = error;
        }
        else if (!error.IsFatal)
        {
            // A client's fatal error also comes out of the next call that writes, which knows what to do.
            StageLog.ClientError(logger, identity.Name, error.Code, error.Reason);
        }
    }

    public void ThrowIfFinal()
    {
        if (_final is { } error)
        {
            throw Final(error);
        }
    }

    public StageFailureException Final(Error error) => new(ClientFailure.Describe(error, identity));
}
