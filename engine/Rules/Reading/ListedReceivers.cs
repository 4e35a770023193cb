using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads receivers that a hook lists, each as a single value or as a mapping; one alone needs no list.</summary>
internal sealed class ListedReceivers(HookKind kind, Problems problems)
{
    public ImmutableArray<ImmutableSortedDictionary<string, string>> Read(Section section)
    {
        var shared = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        if (section.Scalar("events-api-url") is { } url)
        {
            shared = shared.Add("events-api-url", HookValue.Url(url, problems));
        }

        return section.Find(kind.ReceiversKey!) switch
        {
            YamlSequence list => [.. list.Items.Select(item => Receiver(item, shared)).OfType<ImmutableSortedDictionary<string, string>>()],
            { } one => Receiver(one, shared) is { } receiver ? [receiver] : [],
            null => [],
        };
    }

    /// <summary>Null for one that is empty or in error.</summary>
    private ImmutableSortedDictionary<string, string>? Receiver(YamlNode item, ImmutableSortedDictionary<string, string> shared)
    {
        if (item is YamlScalar { IsNull: true })
        {
            return null;
        }

        if (item is YamlScalar scalar && kind.RequiredKeys.Count == 1)
        {
            Check(kind.ReceiverKeys[0], scalar);
            return shared.SetItem(kind.ReceiverKeys[0], scalar.Text);
        }

        var body = HookSpelling.Unify(item, problems);
        if (Section.Open(item, body, $"a receiver of {kind.Type}", [.. kind.ReceiverKeys], problems) is not { } section)
        {
            return null;
        }

        foreach (var key in kind.RequiredKeys)
        {
            section.Required(key);
        }

        foreach (var key in kind.ReceiverKeys.Where(section.Has))
        {
            Check(key, section.Scalar(key));
            shared = shared.SetItem(key, section.Text(key) ?? "");
        }

        return shared;
    }

    private void Check(string key, YamlScalar? value)
    {
        if (key.EndsWith("url", StringComparison.Ordinal))
        {
            HookValue.Url(value, problems);
        }
        else
        {
            HookValue.Text(value, problems);
        }
    }
}
