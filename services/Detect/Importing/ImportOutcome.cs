namespace Tocsin.Detect.Importing;

/// <summary>What was imported.</summary>
/// <param name="Topics">How many records each topic has now.</param>
/// <param name="Retimed">Topics whose records have new times.</param>
/// <param name="Cut">Partitions of the metrics topic whose export doesn't begin with the first record there ever was, with the original offset of their first.</param>
public sealed record ImportOutcome(IReadOnlyDictionary<string, long> Topics, IReadOnlyCollection<string> Retimed, IReadOnlyDictionary<int, long> Cut);
