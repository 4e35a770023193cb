using Tocsin.Engine.Rules;

namespace Tocsin.Detect;

/// <summary>The rule sets that activation records and saved states name. What a version means never changes.</summary>
public interface IRuleVersions
{
    /// <summary>Null if nobody has that version.</summary>
    RuleSet? Find(string version);

    /// <summary>What a partition is evaluated by before its first activation record.</summary>
    RuleSet StartOf(int partition);
}
