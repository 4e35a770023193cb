using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Checks names of hooks. As long as only one of the files is known that may have hooks, one that isn't there may be in the other.</summary>
internal sealed class HookNames(IReadOnlyCollection<string> declared, OtherHooks? others)
{
    private readonly HashSet<string> _known = [.. declared, .. others?.Declared ?? []];

    public void Check(YamlScalar name, Problems problems)
    {
        if (_known.Contains(name.Text))
        {
            return;
        }

        if (others is null)
        {
            problems.Warn(name, "unknown-hook", $"no hook '{name.Text}' in this file{Spelling.Hint(name.Text, _known)}");
        }
        else
        {
            problems.Error(name, "unknown-hook", $"no hook '{name.Text}' in any of the files{Spelling.Hint(name.Text, _known)}");
        }
    }
}
