using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Reads values written as YAML: a text in the series notation, or a list of which each item is a text, a list or a mapping.</summary>
internal static class ValueNode
{
    /// <summary>Null for a gap, and if the value can't be read.</summary>
    public static Sample? ReadOne(YamlNode node, Problems problems)
    {
        var samples = ReadItem(node, problems);
        if (samples.Length > 1)
        {
            problems.Error(node, "not-a-value", "'value' is a single one; 'values' takes a series");
        }

        return samples.FirstOrDefault();
    }

    public static ImmutableArray<Sample?> ReadAll(YamlNode node, Problems problems) =>
        node is YamlSequence list ? [.. list.Items.SelectMany(item => ReadItem(item, problems))] : ReadItem(node, problems);

    private static ImmutableArray<Sample?> ReadItem(YamlNode node, Problems problems)
    {
        if (node is YamlScalar scalar)
        {
            var (samples, error) = SeriesNotation.Read(scalar.Text);
            if (error is not null)
            {
                problems.Error(node, "not-a-value", error);
            }

            return samples;
        }

        var sample = node switch
        {
            YamlSequence list when list.Items.All(item => item is YamlScalar) =>
                SampleValue.Several([.. list.Items.Cast<YamlScalar>().Select(item => item.Text)]),
            YamlMapping labels when labels.Entries.All(entry => entry.Value is YamlScalar) =>
                SampleValue.Labelled([.. labels.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ((YamlScalar)entry.Value).Text))]),
            _ => null,
        };
        if (sample is null)
        {
            problems.Error(node, "not-a-value", "a value is a number, a list of numbers or a mapping of labels to numbers");
        }

        return sample is null ? [] : [sample];
    }
}
