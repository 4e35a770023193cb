using Tocsin.Integration.Detect;

namespace Tocsin.Integration.Runtime;

/// <summary>
/// A test whose members come and go so quickly that the embedded broker's groups, under load, sometimes leave a partition without an owner. It
/// needs a Kafka whose groups are real.
/// </summary>
public sealed class GivenKafkaFactAttribute : FactAttribute
{
    public GivenKafkaFactAttribute()
    {
        if (!Cluster.HasTransactions)
        {
            Skip = "the embedded broker's groups don't always follow; TOCSIN_BOOTSTRAP=host:port names a Kafka";
        }
    }
}
