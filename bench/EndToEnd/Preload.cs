using Tocsin.Benchmarks.Loads;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>Fills the input before anything is measured: within what the embedded broker keeps, minute after minute of a fleet.</summary>
internal static class Preload
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>Records of the minutes of a fleet, spread over the partitions, up to so many of them.</summary>
    public static void Write(ClientSettings client, Encoded[] minutes, int partitions, int records)
    {
        using var writer = new TopicWriter(client);
        for (var (minute, written) = (0, 0); written < records; minute++)
        {
            var encoded = minutes[minute % minutes.Length];
            for (var i = 0; i < encoded.Count && written < records; i++, written++)
            {
                writer.Write(new OutputRecord(Topics.Input, null, encoded[i].ToArray(), null, Fleet.TimeMs(minute)), written % partitions);
            }
        }

        writer.Flush(_patience);
    }
}
