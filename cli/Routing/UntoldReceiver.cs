using Tocsin.Engine.Routing;

namespace Tocsin.Cli.Routing;

/// <summary>A receiver that an alarm leads to and that isn't told of alarms of its kind.</summary>
internal sealed record UntoldReceiver(RoutedReceiver Receiver, string Why);
