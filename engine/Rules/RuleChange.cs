using System.Collections.Immutable;

namespace Tocsin.Engine.Rules;

/// <summary>How one rule or composite rule changes.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Kind">Added, removed or changed.</param>
/// <param name="Keys">Of a changed rule: what differs, in the order of the documentation.</param>
/// <param name="Resets">Windows and silence of the changed rule start anew: it watches for something else.</param>
/// <param name="ClosesEpisodes">Its open episodes, if there are any, are closed.</param>
public sealed record RuleChange(string Name, RuleChangeKind Kind, ImmutableArray<KeyChange> Keys, bool Resets, bool ClosesEpisodes);
