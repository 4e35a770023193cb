namespace Tocsin.Cli.States;

/// <summary>What came of looking for a rule and entity in saved states.</summary>
internal enum StateOutcome
{
    Found,

    /// <summary>Several entities of the name have something to show.</summary>
    Ambiguous,

    /// <summary>No rules that a state was saved under have the rule.</summary>
    NoSuchRule,

    /// <summary>No partition knows the entity.</summary>
    NoSuchEntity,

    /// <summary>The entity is known, but nothing is remembered of it for the rule.</summary>
    NoWindow,

    /// <summary>Detect has saved nothing yet.</summary>
    NothingSaved,
}
