using Microsoft.Extensions.Logging;
using Tocsin.Converge.Matching;
using Tocsin.Engine.Policies;
using Tocsin.Runtime.Stages;

namespace Tocsin.Converge.Shields;

/// <summary>Publishes the shields of the policies' files, once for every book; if that fails, the next call tries again. To be used from one thread at a time.</summary>
internal sealed class ShieldsPublisher(ShieldsTopic topic, string path, TimeProvider time, ILogger logger)
{
    private PolicyBook? _published;

    /// <exception cref="StageFailureException">Kafka refuses.</exception>
    public void Publish(PolicyBook book)
    {
        if (ReferenceEquals(book, _published))
        {
            return;
        }

        var written = topic.Publish(known => FileShields.Differences(known, book.Shields, time.GetUtcNow().ToUnixTimeMilliseconds()));
        _published = book;
        if (written.Count > 0)
        {
            PoliciesLog.ShieldsPublished(logger, written.Count, path);
        }
    }
}
