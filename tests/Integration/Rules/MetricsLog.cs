using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.V1;

namespace Tocsin.Integration.Rules;

/// <summary>What stands in the metrics topic.</summary>
internal static class MetricsLog
{
    /// <summary>Partition, offset and version of every activation marker, in order.</summary>
    public static List<(int Partition, long Offset, string Version)> Markers(ClientSettings client, Topics topics)
    {
        var markers = new List<(int, long, string)>();
        using var reader = new CatchUpReader(client, topics.Metrics);
        reader.ReadOn(record =>
        {
            if (MetricRecord.Parser.ParseFrom(record.Value).Activation is { } activation)
            {
                markers.Add((record.Partition, record.Offset, activation.Version));
            }
        });
        markers.Sort();
        return markers;
    }
}
