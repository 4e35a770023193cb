using System.Text;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>Compares what Converge is told with what it commanded and with how the ledger says it ended.</summary>
internal static class ErrandOutcomes
{
    public static string? Difference(SimulationRun run, Topics topics, ProcessingGuarantee guarantee)
    {
        var commanded = Entries(run, topics.Deliveries).Select(entry => DeliveryRecord.Parser.ParseFrom(entry.Value).Delivery).OfType<Delivery>()
            .Where(delivery => delivery.Errand is not null && ErrandMaker.HasOutcome(delivery)).DistinctBy(delivery => delivery.Id).ToDictionary(delivery => delivery.Errand.RecordId);
        var told = Entries(run, topics.Actions).Select(entry => (entry.Key, ActionRecord.Parser.ParseFrom(entry.Value).Outcome)).ToLookup(each => each.Outcome.RecordId);
        var ends = Entries(run, topics.Records).Select(entry => DeliveryState.Parser.ParseFrom(entry.Value))
            .Where(state => state.Status is DeliveryStatus.Delivered or DeliveryStatus.Dead).ToLookup(state => state.Id);
        return told.FirstOrDefault(of => !commanded.ContainsKey(of.Key)) is { } unknown ? $"an outcome of {unknown.Key}, of which nobody waits for one"
            : commanded.Values.Select(delivery => Difference(delivery, [.. told[delivery.Errand.RecordId]], ends[delivery.Id].First(), guarantee)).FirstOrDefault(difference => difference is not null);
    }

    /// <summary>What is written again after a crash says the same.</summary>
    private static string? Difference(Delivery delivery, List<(byte[]? Key, Outcome Outcome)> told, DeliveryState end, ProcessingGuarantee guarantee)
    {
        var distinct = told.Select(each => each.Outcome).Distinct().ToList();
        var isSuccess = end.Status == DeliveryStatus.Delivered;
        return distinct.Count != 1 || (guarantee == ProcessingGuarantee.ExactlyOnce && told.Count != 1) ? $"{delivery.Errand.RecordId} has {told.Count} outcomes, {distinct.Count} different ones"
            : told.Exists(each => Encoding.UTF8.GetString(each.Key!) != delivery.Errand.Key.ToStringUtf8()) ? $"{delivery.Errand.RecordId} has an outcome under another key"
            : (distinct[0].Result == OutcomeResult.Success) != isSuccess || distinct[0].Reason != end.Reason || distinct[0].Attempts != end.Attempts ? $"{distinct[0]}, but the ledger says {end}"
            : null;
    }

    private static IEnumerable<Entry> Entries(SimulationRun run, string topic)
    {
        foreach (var partition in run.Cluster.Topic(topic))
        {
            for (var next = 0L; partition.Next(next) is var (offset, entry); next = offset + 1)
            {
                yield return entry;
            }
        }
    }
}
