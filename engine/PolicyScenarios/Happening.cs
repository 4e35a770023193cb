using System.Collections.Immutable;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Something that happened, by its fields.</summary>
/// <param name="AtMs">When.</param>
/// <param name="What">In one line.</param>
/// <param name="Values">Of each field, by its name in files; a text may have several forms.</param>
public sealed record Happening(long AtMs, string What, ImmutableDictionary<string, ImmutableArray<string>> Values)
{
    public bool Fits(ExpectedField field) => field.Holds(Values.GetValueOrDefault(field.Name, []));
}
