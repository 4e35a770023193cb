using System.Globalization;

namespace Tocsin.Engine.Scenarios;

/// <summary>Equal are equal texts and different ways to write the same number, such as "1.50" and "1.5".</summary>
internal sealed class NumberComparer : IEqualityComparer<string>
{
    public static NumberComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => x == y || (Read(x) is { } left && Read(y) is { } right && left == right);

    /// <summary>The same for all numbers and for all else, which is enough for lists of a few.</summary>
    public int GetHashCode(string obj) => Read(obj) is null ? 0 : 1;

    private static double? Read(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
