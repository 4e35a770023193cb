using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Rules;

/// <summary>The rules topic of a recorded log: which rules were in force where. May be used from several threads once it is made.</summary>
public sealed class RecordedRules
{
    private readonly RulesTable _table = new();
    private readonly Dictionary<string, RuleSet> _read = [];
    private readonly Lock _reading = new();
    private readonly string _topic;

    /// <exception cref="StageFailureException">There is no such topic, or it can't be read.</exception>
    public RecordedRules(IRecordedLog log, Topics topics)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(topics);
        _topic = topics.Rules;
        for (var partition = 0; partition < log.Partitions(_topic); partition++)
        {
            foreach (var record in log.Read(_topic, partition, log.Bounds(_topic, partition), CancellationToken.None))
            {
                _table.Take(record);
            }
        }
    }

    /// <summary>The version applied last; null before the first.</summary>
    public string? Active => _table.Active?.Version;

    /// <summary>The versions whose text isn't the one they were derived from, among those asked for so far.</summary>
    public IReadOnlyCollection<string> Altered
    {
        get
        {
            lock (_reading)
            {
                return [.. _read.Where(rules => SettingsReader.Read(_table.Versions[rules.Key].Text, rules.Key).RuleSet?.Version != rules.Key).Select(rules => rules.Key)];
            }
        }
    }

    /// <summary>Null for a version that was never applied.</summary>
    /// <exception cref="StageFailureException">Its text is damaged, or this program reads it otherwise than the one that applied it.</exception>
    public RuleSet? Find(string version)
    {
        lock (_reading)
        {
            if (!_read.TryGetValue(version, out var rules) && _table.Versions.TryGetValue(version, out var text))
            {
                _read.Add(version, rules = RulesTopic.Read(text));
            }

            return rules;
        }
    }

    /// <summary>The rules whose version begins like this.</summary>
    /// <exception cref="StageFailureException">There are none, or several.</exception>
    public RuleSet FindBeginning(string version)
    {
        var found = _table.Versions.Keys.Where(each => each.StartsWith(version, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return found.Count == 1 ? Find(found[0])!
            : throw new StageFailureException(found.Count == 0
                ? $"no rules {version}: neither a file nor a version in {_topic}"
                : $"several versions begin with {version}: {string.Join(", ", found)}");
    }

    /// <summary>What the record of a partition at an offset is evaluated by.</summary>
    /// <exception cref="StageFailureException">Nothing was said of the partition, or nobody has the rules.</exception>
    public RuleSet At(int partition, long offset)
    {
        var version = _table.VersionAt(partition, offset)
            ?? throw new StageFailureException($"{_topic} doesn't say by which rules partition {partition} was evaluated");
        return Find(version) ?? throw new StageFailureException($"{_topic} doesn't hold rules {version}, by which partition {partition} was evaluated at offset {offset}");
    }

    /// <summary>All that were in force somewhere in a range.</summary>
    public IReadOnlyList<RuleSet> Within(int partition, RecordRange range) =>
    [
        At(partition, range.From),
        .. (_table.Partitions.GetValueOrDefault(partition)?.Activations ?? [])
            .Where(activation => activation.Offset >= range.From && activation.Offset < range.To)
            .Select(activation => Find(activation.Version))
            .OfType<RuleSet>(),
    ];
}
