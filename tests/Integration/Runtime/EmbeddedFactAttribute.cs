using Tocsin.Integration.Detect;

namespace Tocsin.Integration.Runtime;

/// <summary>A test that disturbs the broker, which only an embedded one is there for.</summary>
public sealed class EmbeddedFactAttribute : FactAttribute
{
    public EmbeddedFactAttribute()
    {
        if (Cluster.HasTransactions)
        {
            Skip = "a given Kafka is left in peace";
        }
    }
}
