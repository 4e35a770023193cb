using Google.Protobuf;
using Tocsin.Engine.Origins;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>Compares what a simulation wrote with what a plain run over the same input log gives: alarm by alarm, by origin.</summary>
internal static class SimulationOutcome
{
    /// <summary>The first difference, null if there is none.</summary>
    public static string? Difference(SimulationRun run, SimulationSettings settings)
    {
        if (!run.IsAtRest)
        {
            return "it never came to rest: the committed offsets don't reach the end of the input";
        }

        var expected = Expected(run, settings);
        for (var partition = 0; partition < settings.Partitions; partition++)
        {
            var written = Committed(run.Cluster.Topic(Output(settings))[partition]).ToList();
            var seen = settings.Guarantee == ProcessingGuarantee.AtLeastOnce ? WithoutRepeats(written) : written;
            foreach (var source in Enumerable.Range(0, settings.Partitions))
            {
                var due = expected[source].Where(output => IsIn(run, output, settings, partition)).Select(output => AlarmMessage.Parser.ParseFrom(output.Value)).ToList();
                var found = seen.Where(alarm => alarm.Origin.Partition == source).ToList();
                if (Difference(due, found) is { } difference)
                {
                    return $"output partition {partition}, alarms from input partition {source}: {difference}";
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The outputs of every input partition, by one stage that saw its records once and in order: those that are committed, since the last
    /// instance to stop may have appended a tick that nobody was there to process.
    /// </summary>
    private static List<OutputRecord>[] Expected(SimulationRun run, SimulationSettings settings) =>
    [
        .. run.Cluster.Topic(settings.Identity.InputTopic).Select((log, partition) =>
        {
            var stage = settings.Create(partition, []);
            var outputs = new List<OutputRecord>();
            var next = 0L;
            while (log.Next(next) is var (offset, entry) && offset < run.Cluster.Group.Committed.GetValueOrDefault(partition))
            {
                next = offset + 1;
                stage.Process(new InputRecord(settings.Identity.InputTopic, partition, offset, entry.TimestampMs, entry.Key, entry.Value, entry.Headers), outputs);
            }

            return outputs.Where(output => output.Topic == Output(settings)).ToList();
        }),
    ];

    private static string Output(SimulationSettings settings) => settings.Identity.OutputTopics[0];

    private static bool IsIn(SimulationRun run, OutputRecord output, SimulationSettings settings, int partition) =>
        run.Cluster.PartitionOf(output, -1) == run.Cluster.Topic(Output(settings))[partition];

    private static IEnumerable<AlarmMessage> Committed(SimulatedPartition partition)
    {
        var next = 0L;
        while (partition.Next(next) is var (offset, entry))
        {
            next = offset + 1;
            yield return AlarmMessage.Parser.ParseFrom(entry.Value);
        }
    }

    /// <summary>What a consumer keeps that drops by origin.</summary>
    private static List<AlarmMessage> WithoutRepeats(List<AlarmMessage> alarms)
    {
        var filter = new OriginFilter();
        return alarms.Where(alarm => filter.IsNew(alarm.Origin)).ToList();
    }

    private static string? Difference(List<AlarmMessage> due, List<AlarmMessage> found)
    {
        for (var i = 0; i < Math.Max(due.Count, found.Count); i++)
        {
            if (i >= found.Count)
            {
                return $"missing {Text(due[i])}";
            }

            if (i >= due.Count)
            {
                return $"not expected {Text(found[i])}";
            }

            if (!due[i].ToByteString().Equals(found[i].ToByteString()))
            {
                return $"expected {Text(due[i])}, found {Text(found[i])}";
            }
        }

        return null;
    }

    private static string Text(AlarmMessage alarm) =>
        $"{alarm.RuleName} {alarm.Name} {alarm.State} at {alarm.TimeMs} from {alarm.Origin.Partition}@{alarm.Origin.Offset}.{alarm.Origin.Index}";
}
