using System.Text;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>The tree of a settings file of any kind.</summary>
internal static class SettingsTree
{
    /// <summary>An empty file is an empty mapping; null after an error.</summary>
    public static YamlMapping? Read(string text, string expectation, Problems problems)
    {
        if (Encoding.UTF8.GetByteCount(text) > Limits.MaxFileBytes)
        {
            problems.Error(1, 1, "file-too-large", $"a settings file has at most {Limits.MaxFileBytes / 1_000_000} MB");
            return null;
        }

        var root = YamlTree.Read(text.TrimStart('\uFEFF'), problems);
        if (root is YamlMapping mapping)
        {
            return mapping;
        }

        if (root is not (null or YamlScalar { IsNull: true }))
        {
            problems.Error(root, "wrong-type", $"{expectation}, here is {root.Shape}");
        }

        return problems.HasErrors ? null : new(1, 1, []);
    }

    /// <summary>Keys that begin with "x-" are the author's own, for example to hold anchors.</summary>
    public static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);
}
