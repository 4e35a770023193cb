namespace Tocsin.Engine.Auditing;

/// <summary>A field in which a record differs from what follows from the log.</summary>
public sealed record FieldChange(string Field, string Derived, string Recorded);
