using Tocsin.Protos;
using Tocsin.Runtime.Ranges.Files;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Importing;

/// <summary>Where exported records go.</summary>
/// <param name="Topics">The topics to write to.</param>
/// <param name="TakesAppendTime">Topics may give records new times.</param>
public sealed record ImportSettings(Topics Topics, bool TakesAppendTime)
{
    /// <summary>The topic that stands for an exported one.</summary>
    /// <exception cref="StageFailureException">It isn't one that is exported.</exception>
    internal string NameOf(ExportManifest manifest, string topic)
    {
        var from = new Topics(manifest.Prefix);
        return topic == from.Metrics ? Topics.Metrics
            : topic == from.Rules ? Topics.Rules
            : topic == from.Alarms ? Topics.Alarms
            : throw new StageFailureException($"the export has a topic that can't be imported: {topic}");
    }
}
