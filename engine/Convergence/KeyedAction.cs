using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>A record for the actions topic, with its key.</summary>
public sealed record KeyedAction(string Key, ActionRecord Record);
