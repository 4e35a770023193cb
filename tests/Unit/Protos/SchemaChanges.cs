namespace Tocsin.Unit.Protos;

/// <summary>What differs between the lines of an accepted schema and those of the present one.</summary>
internal sealed record SchemaChanges(IReadOnlyList<string> Breaking, IReadOnlyList<string> Added)
{
    public static SchemaChanges Between(IEnumerable<string> accepted, IEnumerable<string> present)
    {
        var before = accepted.ToDictionary(Subject);
        var after = present.ToDictionary(Subject);
        var breaking = before
            .Where(line => after.GetValueOrDefault(line.Key) != line.Value)
            .Select(line => after.TryGetValue(line.Key, out var now) ? $"changed: {line.Value}, now {now}" : $"removed: {line.Value}");
        return new([.. breaking], [.. after.Where(line => !before.ContainsKey(line.Key)).Select(line => $"added: {line.Value}")]);
    }

    private static string Subject(string line) => line[..line.IndexOf('=', StringComparison.Ordinal)];
}
