using Google.Protobuf;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;
using Tocsin.V1;

namespace Tocsin.Detect.Rules;

/// <summary>
/// Applies rules: their text and the pointers to it go to the rules topic and an activation marker to every partition of the metrics topic, all in one
/// transaction. There is one applier at a time: a later one ends what an earlier one has left open, and reads the topic only then.
/// </summary>
/// <remarks>
/// Where transactions only write records, as on the embedded broker, the order makes up for it: the text comes before the markers that refer to it, and what
/// a partition's marker is comes last, so an apply that was interrupted is completed by the next one of the same text.
/// </remarks>
public sealed class RulesApplier : IDisposable
{
    private const int RulesPartition = 0;
    private readonly Topics _topics;
    private readonly TimeProvider _time;
    private readonly TransactionalWriter _writer;
    private readonly int _partitions;

    /// <exception cref="StageFailureException">A topic is missing, or there is no Kafka.</exception>
    public RulesApplier(ClientSettings client, Topics topics, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(topics);
        _topics = topics;
        _time = time;
        _partitions = CountPartitions(client, topics);
        _writer = new TransactionalWriter(client, $"{topics.Prefix}.rules");
        try
        {
            Rules = new RulesTopic(client, topics);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <summary>What the topic held when this applier began, and then what it applied.</summary>
    public RulesTopic Rules { get; }

    /// <summary>Gives partitions that were added to the metrics topic the active version to start with. Returns their numbers; writes nothing if there are none.</summary>
    /// <exception cref="StageFailureException">A topic is missing, or there is no Kafka.</exception>
    public static IReadOnlyList<int> EnsurePartitions(ClientSettings client, Topics topics, RulesTopic known, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(known);
        var partitions = CountPartitions(client, topics);
        while (known.Active is not null && Enumerable.Range(0, partitions).Any(partition => !known.Partitions.ContainsKey(partition)))
        {
            try
            {
                using var applier = new RulesApplier(client, topics, time);
                var added = applier.AddPartitions();
                known.Refresh();
                return added;
            }
            catch (FencedException)
            {
                // Another process is at it, or applies other rules: look again at what it left to do.
                known.Refresh();
            }
        }

        return [];
    }

    /// <summary>Makes a settings text the active rules. One with errors changes nothing, and the active one again only completes what is missing.</summary>
    /// <param name="text">The settings.</param>
    /// <param name="fileName">Names the text in problems and lists.</param>
    /// <param name="author">Who applies it.</param>
    /// <exception cref="FencedException">Another applier began after this one: nothing was written.</exception>
    /// <exception cref="StageFailureException">Kafka refuses.</exception>
    public AppliedRules Apply(string text, string fileName, string author)
    {
        var read = SettingsReader.Read(text, fileName);
        if (read.RuleSet is not { } rules)
        {
            return AppliedRules.Refused(read);
        }

        var timeMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var wasActive = Rules.Active?.Version == rules.Version;
        var added = NewPartitions();
        var next = Partitions(Rules.Active?.Version ?? rules.Version);
        var toActivate = next.Where(partition => !wasActive || CurrentVersion(partition.Value) != rules.Version).ToDictionary();
        var records = added.Select(partition => PartitionRecord(partition, next[partition])).ToList();
        if (!wasActive)
        {
            records.Insert(0, Record(RulesKeys.OfActive(), new ActiveRuleSet { Version = rules.Version, Author = author, TimeMs = timeMs }));
        }

        if (!Rules.Versions.ContainsKey(rules.Version))
        {
            records.Insert(0, Record(RulesKeys.OfVersion(rules.Version), new RuleSetText
            {
                Version = rules.Version, Text = text, FileName = fileName, Author = author, TimeMs = timeMs, Sha256 = RulesTopic.Sha256(text),
            }));
        }

        if (records.Count > 0 || toActivate.Count > 0)
        {
            _writer.Begin();
            _writer.Write(records);
            Activate(rules.Version, toActivate, timeMs);
            _writer.Commit();
            Rules.Refresh();
        }

        return new AppliedRules(read, wasActive, added, [.. toActivate.Keys]);
    }

    public void Dispose()
    {
        _writer.Dispose();
        Rules.Dispose();
    }

    private static int CountPartitions(ClientSettings client, Topics topics)
    {
        using var cluster = new Cluster(client);
        return cluster.Partitions(topics.Metrics);
    }

    private List<int> AddPartitions()
    {
        var added = NewPartitions();
        if (Rules.Active is { } active && added.Count > 0)
        {
            _writer.Begin();
            _writer.Write([.. added.Select(partition => PartitionRecord(partition, new PartitionRules { StartVersion = active.Version }))]);
            _writer.Commit();
        }

        return added;
    }

    private List<int> NewPartitions() => [.. Enumerable.Range(0, _partitions).Where(partition => !Rules.Partitions.ContainsKey(partition))];

    /// <summary>What is said of every partition, those included that nothing was said of before.</summary>
    private SortedDictionary<int, PartitionRules> Partitions(string startVersion) => new(Enumerable.Range(0, _partitions).ToDictionary(
        partition => partition,
        partition => Rules.Partitions.TryGetValue(partition, out var known) ? known : new PartitionRules { StartVersion = startVersion }));

    private static string CurrentVersion(PartitionRules partition) => partition.Activations.LastOrDefault()?.Version ?? partition.StartVersion;

    private void Activate(string version, Dictionary<int, PartitionRules> partitions, long timeMs)
    {
        var marker = new MetricRecord { Activation = new RuleSetActivated { Version = version } }.ToByteArray();
        var offsets = _writer.Write([.. partitions.Keys.Select(partition => (new OutputRecord(_topics.Metrics, null, marker), partition))]);
        var activations = partitions.Zip(offsets, (partition, offset) => PartitionRecord(partition.Key, History.With(partition.Value, new Activation { Version = version, Offset = offset, TimeMs = timeMs })));
        _writer.Write([.. activations]);
    }

    private (OutputRecord Record, int Partition) PartitionRecord(int partition, PartitionRules rules) => Record(RulesKeys.OfPartition(partition), rules);

    private (OutputRecord Record, int Partition) Record(byte[] key, IMessage value) => (new OutputRecord(_topics.Rules, key, value.ToByteArray()), RulesPartition);
}
