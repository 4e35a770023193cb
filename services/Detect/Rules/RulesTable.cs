using System.Globalization;
using System.Text;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Detect.Rules;

/// <summary>What the records of the rules topic say, the newest of each key.</summary>
internal sealed class RulesTable
{
    private readonly Dictionary<string, RuleSetText> _versions = [];
    private readonly SortedDictionary<int, PartitionRules> _partitions = [];

    /// <summary>Null before anything was applied.</summary>
    public ActiveRuleSet? Active { get; private set; }

    public IReadOnlyDictionary<string, RuleSetText> Versions => _versions;

    /// <summary>Of the metrics topic, by number.</summary>
    public IReadOnlyDictionary<int, PartitionRules> Partitions => _partitions;

    /// <summary>Takes a record. Keys of another kind are left to programs that know them.</summary>
    /// <exception cref="StageFailureException">The value isn't what belongs under this key.</exception>
    public void Take(InputRecord record)
    {
        var key = Encoding.UTF8.GetString(record.Key ?? []);
        try
        {
            if (key == RulesKeys.Active)
            {
                Active = record.Value is null ? null : ActiveRuleSet.Parser.ParseFrom(record.Value);
            }
            else if (key.StartsWith(RulesKeys.VersionPrefix, StringComparison.Ordinal))
            {
                Set(_versions, key[RulesKeys.VersionPrefix.Length..], record.Value, RuleSetText.Parser);
            }
            else if (key.StartsWith(RulesKeys.PartitionPrefix, StringComparison.Ordinal)
                && int.TryParse(key.AsSpan(RulesKeys.PartitionPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var partition))
            {
                Set(_partitions, partition, record.Value, PartitionRules.Parser);
            }
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new StageFailureException($"{record.Topic}[{record.Partition}]@{record.Offset} isn't a record of rules (key {key}): {exception.Message}", exception);
        }
    }

    /// <summary>The version that holds for the records of a partition from an offset on, up to the next marker. Null if nothing was said about the partition yet.</summary>
    public string? VersionAt(int partition, long offset) => _partitions.TryGetValue(partition, out var rules)
        ? rules.Activations.LastOrDefault(activation => activation.Offset < offset)?.Version ?? rules.StartVersion
        : null;

    private static void Set<TKey, T>(IDictionary<TKey, T> into, TKey key, byte[]? value, MessageParser<T> parser)
        where T : IMessage<T>
    {
        if (value is null)
        {
            into.Remove(key);
        }
        else
        {
            into[key] = parser.ParseFrom(value);
        }
    }
}
