using System.Globalization;

namespace Tocsin.Runtime.Topics;

/// <summary>Compares topics with their definitions.</summary>
/// <param name="topics">The names of all topics.</param>
/// <param name="found">The topics there are.</param>
public sealed class TopicVerification(Protos.Topics topics, IReadOnlyDictionary<string, TopicState> found)
{
    /// <summary>Null: any number the operator has chosen is fine.</summary>
    public int? Partitions { get; init; }

    /// <summary>Null: any number the operator has chosen is fine.</summary>
    public int? ReplicationFactor { get; init; }

    /// <summary>Everything that isn't as it should be, in the order of the definitions.</summary>
    public IEnumerable<Deviation> Deviations()
    {
        var existing = found.ToDictionary(topic => topic.Key, topic => topic.Value.Partitions);
        foreach (var name in TopicDefinitions.Of(topics, 1, 1).Select(definition => definition.Name))
        {
            if (!found.TryGetValue(name, out var state))
            {
                yield return new(name, "topic", "exists", "missing");
                continue;
            }

            var replicationFactor = ReplicationFactor ?? state.ReplicationFactor;
            var definition = TopicDefinitions.Of(topics, Partitions ?? state.Partitions, replicationFactor, existing).Single(each => each.Name == name);
            foreach (var deviation in Numbers(definition, state).Concat(definition.Options.SelectMany(option => Compare(name, option, state))))
            {
                yield return deviation;
            }
        }
    }

    private IEnumerable<Deviation> Numbers(TopicDefinition definition, TopicState state)
    {
        var expected = definition.Count switch
        {
            PartitionCount.Chosen => Partitions ?? state.Partitions,
            PartitionCount.Any => state.Partitions,
            _ => definition.Partitions,
        };
        if (state.Partitions != expected)
        {
            yield return new(definition.Name, "partitions", Text(expected) + (definition.PartitionsOf is { } model ? $" as {model}" : ""), Text(state.Partitions));
        }

        if (state.ReplicationFactor != definition.ReplicationFactor)
        {
            yield return new(definition.Name, "replication", Text(definition.ReplicationFactor), Text(state.ReplicationFactor));
        }
    }

    private static IEnumerable<Deviation> Compare(string topic, TopicOption option, TopicState state)
    {
        var actual = state.Options.GetValueOrDefault(option.Name);
        var isFine = option.Check switch
        {
            OptionCheck.Exactly => actual == option.Value,
            OptionCheck.AtLeast => long.TryParse(actual, CultureInfo.InvariantCulture, out var number) && number >= long.Parse(option.Value, CultureInfo.InvariantCulture),
            _ => true,
        };
        return isFine ? [] : [new(topic, option.Name, option.Check == OptionCheck.AtLeast ? $"{option.Value} or more" : option.Value, actual ?? "not told")];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
