namespace Tocsin.Engine.Scenarios;

/// <summary>A field of an alarm that isn't as expected, by the name it has in a scenario file.</summary>
public sealed record FieldDifference(string Field, string Expected, string Actual);
