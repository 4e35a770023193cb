using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads names of hooks ("slack.ops": all its receivers) and of single receivers ("slack.ops#2").</summary>
/// <param name="known">Null if it isn't known who there is: then only what a name looks like is checked.</param>
internal sealed class ReceiverNames(KnownSettings? known)
{
    private static readonly ImmutableArray<string> _types = [.. HookKind.All.Select(kind => kind.Type)];

    /// <summary>Each once; without any there is an error if the key is there or needed.</summary>
    public ImmutableArray<YamlScalar> Read(Section section, string key, bool isNeeded)
    {
        var names = section.Texts(key);
        if (names.IsEmpty && section.Find(key) is null or YamlSequence { Items.IsEmpty: true } && (isNeeded || section.Has(key)))
        {
            section.Problems.Error(section.At(key), "missing-key", $"{section.What} needs '{key}': hooks such as slack.ops, or single receivers such as slack.ops#2");
        }

        foreach (var name in names)
        {
            Check(name, section);
        }

        return [.. names.DistinctBy(name => name.Text)];
    }

    /// <summary>For what exactly one receiver is asked for; empty after an error.</summary>
    public string ReadOne(Section section, string key)
    {
        if (section.Required(key) is not { } name)
        {
            return "";
        }

        Check(name, section);
        return name.Text;
    }

    private void Check(YamlScalar name, Section section)
    {
        var dot = name.Text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || dot == name.Text.Length - 1 || !_types.Contains(name.Text[..dot]))
        {
            section.Problems.Error(name, "unknown-receiver",
                $"'{name.Text}' names nobody: a hook is called TYPE.NAME, such as slack.ops, where the type is one of {string.Join(", ", _types)}");
        }
        else if (known is not null && known.Router.ReceiversOf(name.Text).IsEmpty)
        {
            string[] names = [.. known.Router.Hooks.Select(hook => hook.FullName).Concat(known.Router.Hooks.SelectMany(hook => ReceiverName.AllOf(hook))).Distinct()];
            var hint = Spelling.Hint(name.Text, names);
            if (known.IsComplete)
            {
                section.Problems.Error(name, "unknown-receiver", $"there is no hook or receiver '{name.Text}'{hint}");
            }
            else
            {
                section.Problems.Warn(name, "unknown-receiver", $"there is no hook or receiver '{name.Text}' in these files{hint}");
            }
        }
    }
}
