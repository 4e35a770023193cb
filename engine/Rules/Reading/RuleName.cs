using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

internal static class RuleName
{
    private const string Suffix = "_rule";

    /// <summary>SkyWalking leaves out rules without the suffix and says nothing; here that is an error.</summary>
    public static void Check(YamlScalar name, Problems problems)
    {
        if (!name.Text.EndsWith(Suffix, StringComparison.Ordinal))
        {
            problems.Error(name, "rule-name-without-suffix", $"the name of a rule ends in '{Suffix}', '{name.Text}' doesn't");
        }
    }
}
