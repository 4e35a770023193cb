using System.Globalization;
using HandlebarsDotNet;

namespace Tocsin.Engine.Templates;

/// <summary>What templates can call besides if, unless, each, with and lookup.</summary>
internal static class TemplateHelpers
{
    /// <summary>Stand for letters of a text that would mean something beside a tag; not for people to call.</summary>
    public const string Open = "tocsinOpen";
    public const string Close = "tocsinClose";
    public const string Backslash = "tocsinBackslash";

    private static readonly SortedDictionary<string, HandlebarsReturnHelper> _all = new(StringComparer.Ordinal)
    {
        ["and"] = (_, given) => given.All(value => HandlebarsUtils.IsTruthyOrNonEmpty(value)),
        ["default"] = (_, given) => HandlebarsUtils.IsTruthyOrNonEmpty(Need(given, 2)[0], includeZero: true) ? given[0] : given[1],
        ["eq"] = (_, given) => AreEqual(Need(given, 2)),
        ["formatTime"] = (_, given) => FormatTime(given),
        ["gt"] = (_, given) => Compare(given) > 0,
        ["gte"] = (_, given) => Compare(given) >= 0,
        ["lower"] = (_, given) => ViewText.Of(Need(given, 1)[0]).ToLowerInvariant(),
        ["lt"] = (_, given) => Compare(given) < 0,
        ["lte"] = (_, given) => Compare(given) <= 0,
        ["ne"] = (_, given) => !AreEqual(Need(given, 2)),
        ["not"] = (_, given) => !HandlebarsUtils.IsTruthyOrNonEmpty(Need(given, 1)[0]),
        ["or"] = (_, given) => given.Any(value => HandlebarsUtils.IsTruthyOrNonEmpty(value)),
        ["truncate"] = (_, given) => Truncate(given),
        ["upper"] = (_, given) => ViewText.Of(Need(given, 1)[0]).ToUpperInvariant(),
    };

    public static IEnumerable<string> Names => _all.Keys.Append("json").Order(StringComparer.Ordinal);

    public static void Register(IHandlebars handlebars, TemplateTarget target)
    {
        foreach (var (name, helper) in _all)
        {
            handlebars.RegisterHelper(name, helper);
        }

        // A JSON value within a JSON document is part of it; anywhere else it is text like any other.
        handlebars.RegisterHelper("json", (in EncodedTextWriter output, in HelperOptions _, in Context _, in Arguments given) =>
            output.Write(ViewJson.Of(Need(given, 1)[0]), encode: target != TemplateTarget.Json));
        RegisterLetter(handlebars, Open, "{");
        RegisterLetter(handlebars, Close, "}");
        RegisterLetter(handlebars, Backslash, "\\");
    }

    private static void RegisterLetter(IHandlebars handlebars, string name, string letter) =>
        handlebars.RegisterHelper(name, (in EncodedTextWriter output, in HelperOptions _, in Context _, in Arguments _) => output.Write(letter, encode: false));

    private static Arguments Need(Arguments given, int count) =>
        given.Length == count ? given : throw new HandlebarsException($"a helper takes {count} arguments, here are {given.Length}");

    /// <summary>Numbers compare as numbers, whatever is written 1.0 or 1.</summary>
    private static bool AreEqual(Arguments given) =>
        ViewText.Of(given[0]) == ViewText.Of(given[1])
        || (Number(given[0]) is { } left && Number(given[1]) is { } right && left == right);

    private static int Compare(Arguments given) => Number(Need(given, 2)[0]) is { } left && Number(given[1]) is { } right
        ? left.CompareTo(right)
        : string.CompareOrdinal(ViewText.Of(given[0]), ViewText.Of(given[1]));

    private static decimal? Number(object? value) =>
        decimal.TryParse(ViewText.Of(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Truncate(Arguments given) =>
        TextLimit.Letters((int)Math.Clamp(Number(Need(given, 2)[1]) ?? 0, 0, RenderBudget.MaxLetters)).Cut(ViewText.Of(given[0]));

    /// <summary>A time (ISO text, or milliseconds), a format as .NET writes it, and perhaps a time zone such as Asia/Shanghai; UTC without one.</summary>
    private static string FormatTime(Arguments given)
    {
        if (given.Length is < 2 or > 3)
        {
            throw new HandlebarsException("formatTime takes a time, a format and perhaps a time zone");
        }

        if (ViewText.Of(given[0]) is not { Length: > 0 } text)
        {
            return "";
        }

        var time = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var zone = given.Length == 3 ? TimeZoneInfo.FindSystemTimeZoneById(ViewText.Of(given[2])) : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(time, zone).ToString(ViewText.Of(given[1]), CultureInfo.InvariantCulture);
    }
}
