using Tocsin.Runtime.Ranges.Files;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Detect.Importing;

/// <summary>The topics an import writes to: they are made if they are missing, and must be fresh.</summary>
internal sealed class ImportTargets(Cluster cluster, ImportSettings settings)
{
    private const int ReplicationFactor = 3;
    private const string TimeOption = "message.timestamp.type";
    private const string AppendTime = "LogAppendTime";

    /// <summary>Topics that give records the time of their arrival, in place of the one they had.</summary>
    public IReadOnlyCollection<string> Retimed { get; private set; } = [];

    /// <summary>False where the broker doesn't tell what options its topics have.</summary>
    public bool KnowsOptions { get; private set; }

    /// <exception cref="StageFailureException">Topics can't be written to; all of them are named.</exception>
    public void Prepare(ExportManifest manifest)
    {
        var wanted = manifest.Files.GroupBy(file => settings.NameOf(manifest, file.Topic)).ToDictionary(group => group.Key, group => group.Max(file => file.Partition) + 1);
        var existing = cluster.PartitionsOf(wanted.Keys);
        var (retimed, knowsOptions) = RetimedOf(existing.Keys);
        (Retimed, KnowsOptions) = (retimed, knowsOptions);
        var problems = existing.SelectMany(topic => Problems(topic.Key, topic.Value, wanted[topic.Key])).ToList();
        if (problems.Count > 0)
        {
            throw new StageFailureException($"nothing was imported: {string.Join("; ", problems)}");
        }

        Make(wanted.Where(topic => !existing.ContainsKey(topic.Key)).ToDictionary());
    }

    private IEnumerable<string> Problems(string topic, int partitions, int wanted)
    {
        if (partitions != wanted)
        {
            yield return FormattableString.Invariant($"{topic} has {partitions} partitions, the exported one has {wanted}");
        }

        if (cluster.Ends(topic, partitions).Any(end => end != 0))
        {
            yield return $"{topic} isn't fresh, it holds or held records";
        }

        if (!settings.TakesAppendTime && Retimed.Contains(topic))
        {
            yield return $"{topic} has {AppendTime}, so its records would get new times ({TimeOption}=CreateTime keeps them, --append-time takes new ones)";
        }
    }

    private (List<string> Retimed, bool KnowsOptions) RetimedOf(IEnumerable<string> topics)
    {
        try
        {
            return ([.. cluster.Describe(topics).Where(topic => topic.Value.Options.GetValueOrDefault(TimeOption) == AppendTime).Select(topic => topic.Key)], true);
        }
        catch (StageFailureException)
        {
            // Not every broker tells, and not to everybody. Whether times were kept is seen when the records are read back.
            return ([], false);
        }
    }

    /// <summary>As they are for an installation, but what they hold keeps its times and is not deleted for its age.</summary>
    private void Make(Dictionary<string, int> missing)
    {
        if (missing.Count == 0)
        {
            return;
        }

        var replicas = Math.Min(ReplicationFactor, cluster.Brokers);
        cluster.Create(TopicDefinitions.Of(settings.Topics, 1, replicas).Where(definition => missing.ContainsKey(definition.Name)).Select(definition => definition with
        {
            Partitions = missing[definition.Name],
            Options = [.. definition.Options.Where(option => option.Name is not (TimeOption or "retention.ms")), new(TimeOption, "CreateTime", OptionCheck.Exactly), new("retention.ms", "-1", OptionCheck.Suggested)],
        }));
    }
}
