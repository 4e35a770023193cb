using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Unit.Samples;

/// <summary>Records as a producer would write them.</summary>
internal static class Records
{
    public const long TimeMs = 1_763_690_000_000;

    public static Entity Service(string id) => new()
    {
        Scope = Scope.Service,
        Id0 = id,
        Name = $"{id}-name",
        Attributes = { ["host"] = "10.0.0.1", ["module"] = "web" },
    };

    public static byte[] Single(Action<Sample>? change = null)
    {
        var sample = new Sample { Metric = "service_resp_time", Entity = Service("checkout"), TimeMs = TimeMs, Integer = 1200 };
        change?.Invoke(sample);
        return new MetricRecord { Sample = sample }.ToByteArray();
    }

    /// <summary>Two entities, two metrics and the given points.</summary>
    public static byte[] Batch(params Point[] points) => new MetricRecord
    {
        Batch = new Batch
        {
            Entities = { Service("checkout"), Service("billing") },
            Metrics = { "service_resp_time", "service_sla" },
            Points = { points },
            TimeMs = TimeMs,
        },
    }.ToByteArray();
}
