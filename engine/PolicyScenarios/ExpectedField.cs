using System.Collections.Immutable;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>What a field must be.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Text">Its value.</param>
/// <param name="Test">How the value is looked for.</param>
public sealed record ExpectedField(string Name, string Text, FieldTest Test = FieldTest.Is)
{
    /// <summary>Texts of messages are quoted: they may be of several words.</summary>
    public string What => Name is "text" or "contains" or "lacks" ? $"{Name} '{Text}'" : $"{Name} {Text}";

    /// <param name="values">Of the field; a text may have several forms.</param>
    public bool Holds(ImmutableArray<string> values) => Test switch
    {
        FieldTest.Contains => values.Any(value => value.Contains(Text, StringComparison.Ordinal)),
        FieldTest.Lacks => !values.Any(value => value.Contains(Text, StringComparison.Ordinal)),
        _ => values.Contains(Text),
    };
}
