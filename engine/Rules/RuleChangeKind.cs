namespace Tocsin.Engine.Rules;

/// <summary>What happened to a rule.</summary>
public enum RuleChangeKind
{
    Added,
    Removed,
    Changed,
}
