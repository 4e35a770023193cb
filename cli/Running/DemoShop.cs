using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Running;

/// <summary>
/// Makes up the metrics of a small shop whose services have a bad time now and then. The records carry the time of a clock that starts now
/// and runs sixty times faster; nothing else needs to know.
/// </summary>
internal sealed class DemoShop(ClientSettings client, Topics topics, TimeProvider time)
{
    private const int Speed = 60;
    private const int StepsPerMinute = 6;
    private const int MsPerMinute = 60_000;
    private static readonly string[] _services = ["frontend", "checkout", "payment", "catalog", "cart", "shipping"];
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds((double)MsPerMinute / StepsPerMinute / Speed);

    public void Run(CancellationToken stop)
    {
        using var writer = new TopicWriter(client);
        var startMs = time.GetUtcNow().ToUnixTimeMilliseconds() / MsPerMinute * MsPerMinute;
        for (var step = 0L; !stop.IsCancellationRequested; step++)
        {
            var nowMs = startMs + (step * MsPerMinute / StepsPerMinute);
            foreach (var (service, index) in _services.Select((service, index) => (service, index)))
            {
                Publish(writer, service, "service_resp_time", ResponseTime(index, step / StepsPerMinute), nowMs);
                Publish(writer, service, "service_sla", SuccessRate(index, step / StepsPerMinute), nowMs);
            }

            stop.WaitHandle.WaitOne(_step);
        }
    }

    private void Publish(TopicWriter writer, string service, string metric, long value, long nowMs)
    {
        var entity = new Entity { Scope = Scope.Service, Id0 = service, Name = service, Attributes = { ["business"] = "shop" } };
        var record = new MetricRecord { Sample = new Sample { Metric = metric, Entity = entity, TimeMs = nowMs, Integer = value } };
        writer.Write(new OutputRecord(topics.Metrics, EntityKey.Of(service, ""), record.ToByteArray(), TimestampMs: nowMs));
    }

    /// <summary>Milliseconds. Checkout is slow in minutes 2 to 7 of every thirty.</summary>
    private static long ResponseTime(int service, long minute) =>
        service == 1 && minute % 30 is >= 2 and <= 7 ? 1_200 + Wobble(service, minute, 900) : 180 + Wobble(service, minute, 250);

    /// <summary>In hundredths of a percent. Payment fails often in minutes 18 to 22 of every thirty.</summary>
    private static long SuccessRate(int service, long minute) =>
        service == 2 && minute % 30 is >= 18 and <= 22 ? 7_100 + Wobble(service, minute, 600) : 9_900 + Wobble(service, minute, 100);

    /// <summary>A number below the limit that looks arbitrary and is the same whenever it is asked for.</summary>
    private static long Wobble(int service, long minute, int limit) => (long)((ulong)((minute * 7_919) + (service * 104_729) + 1) * 2_654_435_761UL % (ulong)limit);
}
