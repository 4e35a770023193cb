namespace Tocsin.Engine.Rules;

/// <summary>A key of the settings with another value than before. Null: not set, or not there.</summary>
public sealed record KeyChange(string Key, string? Before, string? After);
