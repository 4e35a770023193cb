using System.Text;
using Tocsin.Converge.Matching;
using Tocsin.Engine.Origins;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>
/// What has to hold in the end. How the signals of several partitions are interleaved in one partition of the actions topic differs from run to run; what follows
/// from that partition as it stands doesn't.
/// </summary>
internal sealed class DecisionOutcome(
    SimulationRun run, Topics topics, ProcessingGuarantee guarantee, IReadOnlyList<DecisionLog> logs, IReadOnlyList<AlarmMessage> alarms, IReadOnlyList<Execution> executions)
{
    private readonly bool _isExact = guarantee == ProcessingGuarantee.ExactlyOnce;
    private List<OutputRecord>[] _expected = [];

    /// <summary>The first thing that is wrong, null if nothing is.</summary>
    public string? Difference()
    {
        if (!run.IsAtRest)
        {
            return "it never came to rest";
        }

        var committed = run.Cluster.GroupOf("converge").Committed;
        _expected = [.. logs.Select((log, partition) => log.Until(committed.GetValueOrDefault(partition)).ToList())];
        var records = Values(topics.Records).Where(IsProcessing).Select(entry => ProcessingRecord.Parser.ParseFrom(entry.Value)).ToList();
        return Signals()
            ?? Ordered("commands", topics.Commands, entry => ActionCommand.Parser.ParseFrom(entry).Origin)
            ?? Ordered("requests", topics.Actions, entry => OriginOf(ActionRecord.Parser.ParseFrom(entry)))
            ?? Ledger()
            ?? new DecisionChecks(records, alarms, executions).Complaint();
    }

    private static Origin? OriginOf(ActionRecord record) => record.Request?.Origin ?? record.Guarded?.Origin;

    private static bool IsProcessing(Entry entry) => Encoding.UTF8.GetString(entry.Key!).StartsWith(RecordKeys.ProcessingPrefix, StringComparison.Ordinal);

    /// <summary>Every alarm gave one signal, with what the policies ask for, in the order of its partition.</summary>
    private string? Signals()
    {
        foreach (var log in run.Cluster.Topic(topics.Actions))
        {
            var filter = new OriginFilter();
            var signals = Values(log).Select(entry => ActionRecord.Parser.ParseFrom(entry.Value).Signal).OfType<Signal>().ToList();
            var seen = _isExact ? signals : signals.Where(signal => filter.IsNew(signal.Origin)).ToList();
            foreach (var entity in seen.Select(signal => signal.Alarm.Id0).Distinct())
            {
                var due = alarms.Where(alarm => alarm.Id0 == entity).Select(alarm => Expected(alarm));
                var found = seen.Where(signal => signal.Alarm.Id0 == entity).Select(signal => new Signal(signal) { Origin = null });
                if (!due.SequenceEqual(found))
                {
                    return $"the signals of {entity} are not one for each of its alarms, in order";
                }
            }
        }

        return alarms.Select(alarm => alarm.Id0).ToHashSet().SetEquals(run.Cluster.Topic(topics.Actions).SelectMany(Values)
            .Select(entry => ActionRecord.Parser.ParseFrom(entry.Value).Signal?.Alarm.Id0).OfType<string>()) ? null : "an entity has no signals";
    }

    private static Signal Expected(AlarmMessage alarm) => DecisionPolicies.Live.Book.Match(alarm, DecisionPolicies.Live.Router);

    /// <summary>What carries an origin of the actions topic stands where it belongs as a replay gives it, byte by byte and in order.</summary>
    private string? Ordered(string what, string topic, Func<byte[], Origin?> originOf)
    {
        foreach (var (log, partition) in run.Cluster.Topic(topic).Select((log, partition) => (log, partition)))
        {
            var filter = new OriginFilter();
            var written = Values(log).Select(entry => entry.Value!).Where(value => originOf(value)?.Topic == topics.Actions)
                .Where(value => _isExact || filter.IsNew(originOf(value))).ToList();
            for (var source = 0; source < _expected.Length; source++)
            {
                var due = _expected[source].Where(output => output.Topic == topic && run.Cluster.PartitionOf(output, -1) == log)
                    .Select(output => output.Value!).Where(value => originOf(value)?.Topic == topics.Actions).ToList();
                var found = written.Where(value => originOf(value)!.Partition == source).ToList();
                if (due.Count != found.Count || due.Zip(found).Any(pair => !pair.First.AsSpan().SequenceEqual(pair.Second)))
                {
                    return $"{what} of partition {source} in partition {partition}: a replay gives {due.Count}, {found.Count} were written, or they differ";
                }
            }
        }

        return null;
    }

    /// <summary>Records, groups, stories and withdrawals carry no origin: whoever reads them takes the newest, or may take them twice.</summary>
    private string? Ledger()
    {
        var due = _expected.SelectMany(outputs => outputs).Where(output => output.Topic == topics.Records || IsWithdrawal(output.Topic, output.Value!)).Select(output => Text(output.Topic, output.Key, output.Value)).ToList();
        var written = Values(topics.Records).Where(entry => !IsOfMatching(entry)).Select(entry => Text(topics.Records, entry.Key, entry.Value))
            .Concat(Values(topics.Actions).Where(entry => IsWithdrawal(topics.Actions, entry.Value!)).Select(entry => Text(topics.Actions, entry.Key, entry.Value))).ToList();
        var isEqual = _isExact ? due.Order(StringComparer.Ordinal).SequenceEqual(written.Order(StringComparer.Ordinal)) : due.ToHashSet().SetEquals(written);
        return isEqual ? null : $"a replay gives {due.Count} records, groups, stories and withdrawals; {written.Count} were written, or they differ";
    }

    /// <summary>That stage has lines of its own, about alarms because of which nothing is asked for.</summary>
    private static bool IsOfMatching(Entry entry) => Encoding.UTF8.GetString(entry.Key!).StartsWith(RecordKeys.StoryPrefix, StringComparison.Ordinal)
        && StoryLine.Parser.ParseFrom(entry.Value).Reason is Unasked.NoPolicy or Unasked.NoRoute;

    private bool IsWithdrawal(string topic, byte[] value) => topic == topics.Actions && ActionRecord.Parser.ParseFrom(value).Withdrawal is not null;

    private static string Text(string topic, byte[]? key, byte[]? value) => $"{topic} {Convert.ToHexString(key ?? [])} {Convert.ToHexString(value ?? [])}";

    private IEnumerable<Entry> Values(string topic) => run.Cluster.Topic(topic).SelectMany(Values);

    private static IEnumerable<Entry> Values(SimulatedPartition partition)
    {
        for (var next = 0L; partition.Next(next) is var (offset, entry); next = offset + 1)
        {
            yield return entry;
        }
    }
}
