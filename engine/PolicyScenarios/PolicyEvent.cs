namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Something that happens in a test.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Line">Where it stands in the file, from 1.</param>
public abstract record PolicyEvent(long AtMs, int Line);
