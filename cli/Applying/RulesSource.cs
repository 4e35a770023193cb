using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Applying;

/// <summary>Rules as a command line names them: by a version, the beginning of one, or a file.</summary>
internal static class RulesSource
{
    /// <exception cref="StageFailureException">No version begins like this, or several do.</exception>
    public static RuleSetText Find(RulesTopic topic, string version)
    {
        var found = topic.Versions.Values.Where(text => text.Version.StartsWith(version, StringComparison.Ordinal)).ToList();
        return found.Count == 1 ? found[0]
            : throw new StageFailureException(found.Count == 0
                ? $"no rules {version}: neither a version that was applied nor a file"
                : $"several versions begin with {version}: {string.Join(", ", found.Select(text => text.Version).Order(StringComparer.Ordinal))}");
    }

    /// <exception cref="StageFailureException">Nothing was applied yet.</exception>
    public static ActiveRuleSet Active(RulesTopic topic) =>
        topic.Active ?? throw new StageFailureException("no rules have been applied yet: 'tocsin rules apply FILE' does it");

    /// <exception cref="StageFailureException">There are no such rules, or they have errors.</exception>
    public static RuleSet Read(string name, Func<RulesTopic> topic) => ReadFile(name) ?? topic().Find(Find(topic(), name).Version)!;

    /// <summary>Null if there is no such file.</summary>
    /// <exception cref="StageFailureException">The rules have errors.</exception>
    public static RuleSet? ReadFile(string name)
    {
        if (!File.Exists(name))
        {
            return null;
        }

        var read = SettingsReader.Read(File.ReadAllText(name), name);
        return read.RuleSet ?? throw new StageFailureException($"{name} has errors, the first of them: {read.Problems.First(problem => problem.Severity == Severity.Error)}");
    }
}
