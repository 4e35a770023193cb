namespace Tocsin.Engine.Routing;

/// <summary>Somebody an alarm goes to.</summary>
/// <param name="Name">The receiver, or the hook where there is no receiver.</param>
/// <param name="Reason">"hooks of the rule", "default hooks" or the name of the first route that leads there.</param>
public sealed record RoutedReceiver(string Name, string Reason);
