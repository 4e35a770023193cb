using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>
/// Reads "hooks" of 9.6 and later, and the keys of earlier files, which become the default hook of their type, named "default".
/// </summary>
internal sealed class HooksReader(Problems problems)
{
    private readonly ImmutableArray<DeclaredHook>.Builder _hooks = ImmutableArray.CreateBuilder<DeclaredHook>();
    private readonly HashSet<string> _names = [];

    /// <summary>Of the form of 9.6 and later.</summary>
    public const string Key = "hooks";

    public static IEnumerable<string> TopLevelKeys => HookKind.All.Select(kind => kind.TopLevelKey).OfType<string>().Append(Key);

    public ImmutableArray<DeclaredHook> Read(Section file)
    {
        foreach (var kind in HookKind.All.Where(kind => kind.TopLevelKey is not null))
        {
            if (file.Find(kind.TopLevelKey!) is { } value)
            {
                ReadTopLevel(kind, file.KeyOf(kind.TopLevelKey!)!, value);
            }
        }

        return ReadNamed(file);
    }

    /// <summary>Those under "hooks" alone.</summary>
    public ImmutableArray<DeclaredHook> ReadNamed(Section file)
    {
        ReadTypes(file);
        return _hooks.ToImmutable();
    }

    /// <summary>The files that SkyWalking ships hold templates without a receiver: such a hook isn't one.</summary>
    private void ReadTopLevel(HookKind kind, YamlScalar key, YamlNode value)
    {
        var body = value is YamlSequence list && kind.ReceiversKey is { } receivers
            ? new YamlMapping(key.Line, key.Column, [new(new(key.Line, key.Column, receivers, isPlain: true, key.Column), list)])
            : value;
        var hook = new HookReader(kind, problems).Read(key, "default", body, isDefault: true);
        if (hook is { Settings.Receivers.IsEmpty: false })
        {
            _names.Add(hook.Settings.FullName);
            _hooks.Add(hook);
        }
    }

    private void ReadTypes(Section file)
    {
        if (file.Find(Key) is not { } value
            || Section.Open(file.KeyOf(Key)!, value, "'hooks'", [.. HookKind.All.Select(kind => kind.Type)], problems) is not { } types)
        {
            return;
        }

        foreach (var (type, named) in types.Entries)
        {
            if (HookKind.Find(type.Text) is not { } kind || named is YamlScalar { IsNull: true })
            {
                continue;
            }

            if (named is YamlMapping mapping)
            {
                ReadNamed(kind, mapping);
            }
            else
            {
                problems.Error(named, "wrong-type", $"'{type.Text}' is a mapping of names to hooks, here is {named.Shape}");
            }
        }
    }

    private void ReadNamed(HookKind kind, YamlMapping named)
    {
        foreach (var (name, body) in named.Entries)
        {
            var errorsBefore = problems.Errors;
            var hook = new HookReader(kind, problems).Read(name, name.Text, body, isDefault: false);
            if (hook is null)
            {
                continue;
            }

            if (name.Text.Contains('#', StringComparison.Ordinal))
            {
                problems.Error(name, "bad-name", "the name of a hook has no '#': receivers are counted behind it");
            }

            if (!_names.Add(hook.Settings.FullName))
            {
                problems.Error(name, "duplicate-name", $"'{kind.TopLevelKey}' has made a hook {hook.Settings.FullName} already");
            }

            if (problems.Errors == errorsBefore)
            {
                HookWarnings.Check(hook, kind, problems);
            }

            _hooks.Add(hook);
        }
    }
}
