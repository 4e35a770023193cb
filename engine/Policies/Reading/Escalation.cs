using System.Collections.Immutable;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>An escalation as it stands in a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Steps">Its own, from its own beginning.</param>
/// <param name="Then">The one that goes on behind it; null if none.</param>
internal sealed record Escalation(YamlScalar Name, Section Section, ImmutableArray<Step> Steps, YamlScalar? Then);
