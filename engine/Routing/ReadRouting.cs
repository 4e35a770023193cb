using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Routing;

/// <summary>What reading Dispatch's settings file gave: every problem found, and the settings if none of them is an error.</summary>
public sealed record ReadRouting(RoutingSettings? Settings, ImmutableArray<Problem> Problems);
