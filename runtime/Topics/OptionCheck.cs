namespace Tocsin.Runtime.Topics;

/// <summary>How far an option may differ from its definition.</summary>
public enum OptionCheck
{
    /// <summary>Not at all.</summary>
    Exactly,

    /// <summary>A higher number is fine.</summary>
    AtLeast,

    /// <summary>A start that operators change as they see fit.</summary>
    Suggested,
}
