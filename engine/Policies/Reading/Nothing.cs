using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>How settings say that something is not wanted that would be there otherwise.</summary>
internal static class Nothing
{
    public static bool Is(YamlNode? value) => value is YamlScalar { Text: "none" or "false" };
}
