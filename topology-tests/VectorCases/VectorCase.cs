using System.Text.Json;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>One case of a vector file, by its name there. <paramref name="Kind"/> is empty where the case has none.</summary>
internal sealed record VectorCase(string File, string Name, string Kind, JsonElement Json);
