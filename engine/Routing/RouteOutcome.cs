namespace Tocsin.Engine.Routing;

/// <summary>What one route made of an alarm.</summary>
/// <param name="Route">The route.</param>
/// <param name="WhyNot">Null if it matches; else the first condition that doesn't hold, or that it wasn't looked at.</param>
public sealed record RouteOutcome(Route Route, string? WhyNot);
