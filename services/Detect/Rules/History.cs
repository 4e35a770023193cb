using Tocsin.V1;

namespace Tocsin.Detect.Rules;

/// <summary>The activations of a partition, as many as fit into a record of modest size.</summary>
internal static class History
{
    public const int MaxActivations = 1_000;

    /// <summary>Adds the newest. An oldest one that has to go becomes what the partition starts with.</summary>
    public static PartitionRules With(PartitionRules rules, Activation activation)
    {
        var result = new PartitionRules(rules);
        result.Activations.Add(activation);
        while (result.Activations.Count > MaxActivations)
        {
            result.StartVersion = result.Activations[0].Version;
            result.Activations.RemoveAt(0);
        }

        return result;
    }
}
