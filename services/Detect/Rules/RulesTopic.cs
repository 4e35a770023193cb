using System.Security.Cryptography;
using System.Text;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Detect.Rules;

/// <summary>The rules topic: every version that was applied, which one is active, and which one each partition of the metrics topic is at. To be used from one thread.</summary>
public sealed class RulesTopic : IDisposable
{
    private readonly CatchUpReader _reader;
    private readonly RulesTable _table = new();
    private readonly Dictionary<string, RuleSet> _read = [];

    /// <summary>Reads the topic to its end.</summary>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public RulesTopic(ClientSettings client, Topics topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        _reader = new CatchUpReader(client, topics.Rules);
        try
        {
            Refresh();
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>The version applied last; null before the first.</summary>
    public ActiveRuleSet? Active => _table.Active;

    /// <summary>By version.</summary>
    public IReadOnlyDictionary<string, RuleSetText> Versions => _table.Versions;

    /// <summary>By partition of the metrics topic: the version it starts with and its activation markers.</summary>
    public IReadOnlyDictionary<int, PartitionRules> Partitions => _table.Partitions;

    /// <summary>Reads on to the present end. Whatever was committed before this call is seen after it.</summary>
    public void Refresh() => _reader.ReadOn(_table.Take);

    /// <summary>
    /// The version by which the record of a partition at this offset is evaluated, and those after it up to the next activation marker. Null for a partition
    /// that no apply has seen yet: <see cref="RulesApplier.EnsurePartitions"/> gives it the active version.
    /// </summary>
    public string? VersionAt(int partition, long offset) => _table.VersionAt(partition, offset);

    /// <summary>The rule set of a version, read once; null for a version that was never applied.</summary>
    /// <exception cref="StageFailureException">This program doesn't read the text as the one did that applied it.</exception>
    public RuleSet? Find(string version)
    {
        if (!_read.TryGetValue(version, out var rules) && _table.Versions.TryGetValue(version, out var text))
        {
            rules = Read(text);
            _read.Add(version, rules);
        }

        return rules;
    }

    internal static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What has been recorded under a version stays its version, should later programs derive others from a text.</summary>
    internal static RuleSet Read(RuleSetText text)
    {
        if (Sha256(text.Text) != text.Sha256)
        {
            throw new StageFailureException($"rules {text.Version} in the rules topic are damaged: their SHA-256 isn't {text.Sha256}");
        }

        var read = SettingsReader.Read(text.Text, text.FileName);
        return read.RuleSet is { } rules ? rules with { Version = text.Version }
            : throw new StageFailureException($"rules {text.Version} were applied by a program that reads rules otherwise than this one: {read.Problems.First(problem => problem.Severity == Severity.Error)}");
    }

    public void Dispose() => _reader.Dispose();
}
