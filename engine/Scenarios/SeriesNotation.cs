using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>
/// Values one after the other, separated by spaces: "1200", a gap "_", "10x5" for five times 10, "_x5" for five gaps, "10+5x3" for 10 15 20,
/// "10-5x3" for 10 5 0, "[1,2,3]" for several values by position, "{a=1,b=2}" for values by label; both may be repeated too.
/// </summary>
internal static partial class SeriesNotation
{
    private const int MaxLength = 100_000;
    private const decimal MaxClimb = 1e18m;
    private const string Number = @"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?";

    /// <summary>The samples, null for a gap; or what is wrong.</summary>
    public static (ImmutableArray<Sample?> Samples, string? Error) Read(string text)
    {
        var samples = ImmutableArray.CreateBuilder<Sample?>();
        foreach (Match token in Tokens().Matches(text))
        {
            if (Expand(token.Value, samples) is { } error)
            {
                return ([], error);
            }
        }

        return samples.Count == 0 ? ([], "no values; write for example \"10x5 1200 _ 1300\"") : (samples.DrainToImmutable(), null);
    }

    private static string? Expand(string token, ImmutableArray<Sample?>.Builder samples)
    {
        var match = Item().Match(token);
        if (!match.Success)
        {
            return NotUnderstood(token);
        }

        var times = 1;
        if (match.Groups["times"] is { Success: true, Value: var text }
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out times) || times < 1 || samples.Count + times > MaxLength))
        {
            return $"\"{token}\": the number of values after the x must be 1 or more, and a series has {MaxLength} values at most";
        }

        return match.Groups["step"] is { Success: true, Value: var step }
            ? Climb(token, match.Groups["value"].Value, step, times, samples)
            : Repeat(token, match.Groups["value"].Value, times, samples);
    }

    private static string? Repeat(string token, string value, int times, ImmutableArray<Sample?>.Builder samples)
    {
        var sample = value == "_" ? null : ReadValue(value);
        if (sample is null && value != "_")
        {
            return NotUnderstood(token);
        }

        samples.AddRange(Enumerable.Repeat(sample, times));
        return null;
    }

    /// <summary>Decimal, so that 0.1+0.1x10 gives the numbers one would write.</summary>
    private static string? Climb(string token, string first, string step, int times, ImmutableArray<Sample?>.Builder samples)
    {
        if (!decimal.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !decimal.TryParse(step, NumberStyles.Float, CultureInfo.InvariantCulture, out var increment)
            || Math.Abs(value) > MaxClimb || Math.Abs(increment) > MaxClimb)
        {
            return NotUnderstood(token);
        }

        for (var i = 0; i < times; i++)
        {
            samples.Add(SampleValue.Single((value + (i * increment)).ToString(CultureInfo.InvariantCulture)));
        }

        return null;
    }

    private static Sample? ReadValue(string value) => value[0] switch
    {
        '[' => SampleValue.Several(Parts(value)),
        '{' => ReadLabelled(Parts(value)),
        _ => SampleValue.Single(value),
    };

    private static Sample? ReadLabelled(string[] parts)
    {
        var pairs = parts.Select(part => part.LastIndexOf('=') is var at and > 0
            ? KeyValuePair.Create(part[..at].Trim(), part[(at + 1)..].Trim())
            : default).ToList();
        return pairs.Any(pair => pair.Key is null) ? null : SampleValue.Labelled(pairs);
    }

    private static string[] Parts(string bracketed) =>
        bracketed[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string NotUnderstood(string token) =>
        $"\"{token}\" isn't a value; write a number, _ for a gap, 10x5 for five times 10, 10+5x3 for 10 15 20, [1,2,3] or {{label=1}}";

    /// <summary>White space inside of brackets doesn't separate.</summary>
    [GeneratedRegex(@"(\[[^\]]*\]|\{[^}]*\}|[^\s\[{])+|\S", RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"^(?<value>_|\[[^\]]*\]|\{[^}]*\}|[-+]?([nN]a[nN]|[iI]nf)|" + Number + @")((?<step>[-+](\d+(\.\d*)?|\.\d+))?x(?<times>\d+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}
