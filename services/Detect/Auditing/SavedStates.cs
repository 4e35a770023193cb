using Tocsin.Detect.Rules;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Saving;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Auditing;

/// <summary>Looks into the states that Detect has saved, partition by partition. It reads only.</summary>
public sealed class SavedStates(IRecordedLog log, Topics topics)
{
    /// <summary>Where the states stand.</summary>
    public string Topic => topics.State(DetectStage.Name);

    /// <summary>What each partition's state says of a rule and an entity of a name or id, in the order of the partitions.</summary>
    /// <exception cref="StageFailureException">A state can't be used, or there is no such topic.</exception>
    public IReadOnlyList<SavedPartition> Find(string rule, string entity, CancellationToken cancel)
    {
        var rules = new RecordedRules(log, topics);
        var found = new SavedPartition[log.Partitions(topics.Metrics)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
        try
        {
            Parallel.For(0, found.Length, options, partition => found[partition] = Of(partition, rule, entity, rules));
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(each => each is StageFailureException))
        {
            throw new StageFailureException(exception.InnerExceptions[0].Message, exception);
        }

        return found;
    }

    private SavedPartition Of(int partition, string rule, string entity, RecordedRules rules)
    {
        var end = log.Bounds(topics.Metrics, partition).To;
        if (RecordedState.Read(log, Topic, partition) is not { } state)
        {
            return new(partition, null, end);
        }

        var detector = Load(partition, state, rules);
        var memory = new DetectorMemory(detector);
        return new(partition, state.NextOffset, end)
        {
            ClockMs = detector.ClockMs,
            CheckedUntilMs = memory.CheckedUntilMs,
            RuleVersion = detector.Rules.Version,
            HasRule = memory.HasRule(rule),
            Entities = detector.Entities,
            Found = memory.Find(rule, entity),
        };
    }

    private Detector Load(int partition, RecordedState state, RecordedRules rules)
    {
        try
        {
            return Detector.Load(state.Records, rules.Find);
        }
        catch (BrokenStateException exception)
        {
            throw new StageFailureException($"the state of partition {partition} in {Topic} can't be used: {exception.Message}", exception);
        }
    }
}
