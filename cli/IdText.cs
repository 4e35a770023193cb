using Tocsin.Runtime.Stages;

namespace Tocsin.Cli;

/// <summary>Ids as people give them: whole, or the beginning.</summary>
internal static class IdText
{
    /// <summary>A shorter beginning would fit by chance.</summary>
    private const int MinLength = 4;
    private const int MaxNamed = 5;

    /// <summary>The whole id always fits.</summary>
    public static bool Fits(string whole, string id) => whole == id || (id.Length >= MinLength && whole.StartsWith(id, StringComparison.Ordinal));

    /// <summary>Null if there is none.</summary>
    /// <exception cref="StageFailureException">There are several, and none has this for its whole id.</exception>
    public static T? One<T>(IReadOnlyDictionary<string, T> found, string id)
        where T : class =>
        found.TryGetValue(id, out var whole) ? whole
        : found.Count <= 1 ? found.Values.SingleOrDefault()
        : throw new StageFailureException($"several ids begin with {OneLine.Of(id)}: {string.Join(", ", found.Keys.Order(StringComparer.Ordinal).Take(MaxNamed))}{(found.Count > MaxNamed ? ", ..." : "")}");
}
