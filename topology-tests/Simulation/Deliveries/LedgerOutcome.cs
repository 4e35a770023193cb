using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>Compares the ledger and the dead letters with what the log says.</summary>
internal static class LedgerOutcome
{
    public static string? Difference(SimulationRun run, Topics topics, IReadOnlyList<DeliveryLog> logs, ProcessingGuarantee guarantee)
    {
        if (!run.IsAtRest)
        {
            return "it never came to rest";
        }

        var written = run.Cluster.Topic(topics.Records).SelectMany(Values).Select(DeliveryState.Parser.ParseFrom).ToLookup(state => state.Id);
        var expected = logs.SelectMany(log => log.States).ToLookup(state => state.Id);
        var letters = run.Cluster.Topic(topics.DeadLetters).SelectMany(Values).Count();
        var dead = logs.Sum(log => log.Dead);
        return !written.Select(of => of.Key).ToHashSet().SetEquals(expected.Select(of => of.Key)) ? "the ledger doesn't have the deliveries there were"
            : guarantee == ProcessingGuarantee.ExactlyOnce ? expected.Select(of => Difference(of.Key, of, written[of.Key])).FirstOrDefault(each => each is not null) ?? Letters(letters, dead, letters == dead)
            : expected.Select(of => DifferenceInAll(of.Key, of, written[of.Key])).FirstOrDefault(each => each is not null) ?? Letters(letters, dead, letters >= dead);
    }

    private static string? Letters(int letters, int dead, bool isFine) => isFine ? null : $"{letters} dead letters for {dead} that were given up";

    private static string? Difference(string id, IEnumerable<DeliveryState> expected, IEnumerable<DeliveryState> written) =>
        !expected.SequenceEqual(written) ? $"{id}: expected {Text(expected)}, found {Text(written)}" : Ends(id, written);

    /// <summary>What was written since the last commit before a crash is written again, and what was on its way then may arrive at any time.</summary>
    private static string? DifferenceInAll(string id, IEnumerable<DeliveryState> expected, IEnumerable<DeliveryState> written) =>
        !expected.ToHashSet().SetEquals(written) ? $"{id}: expected {Text(expected)}, found {Text(written)}" : Ends(id, written.Distinct());

    private static string? Ends(string id, IEnumerable<DeliveryState> states) =>
        states.Count(state => state.Status is DeliveryStatus.Delivered or DeliveryStatus.Dead) == 1 ? null : $"{id} doesn't end once: {Text(states)}";

    private static string Text(IEnumerable<DeliveryState> states) => string.Join(", ", states.Select(state => $"{state.Status} {state.Reason}"));

    private static IEnumerable<byte[]> Values(SimulatedPartition partition)
    {
        for (var next = 0L; partition.Next(next) is var (offset, entry); next = offset + 1)
        {
            yield return entry.Value!;
        }
    }
}
