using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads a threshold: one number, or one for each position, as "1000,-,2000" or as a YAML list; "-" is none.</summary>
internal static class ThresholdReader
{
    /// <summary>Empty if there is none; null stands for a position without threshold, and for one that was in error.</summary>
    public static ImmutableArray<Threshold?> Read(Section section, Comparison op)
    {
        var parts = section.Find("threshold") is YamlSequence { Items.Length: > 0 }
            ? [.. section.Texts("threshold").Select(item => new Part(item, item.Text, 0))]
            : Split(section);
        if (parts.Length > Limits.MaxThresholds)
        {
            section.Problems.Error(section.At("threshold"), "out-of-range", $"a threshold has at most {Limits.MaxThresholds} positions");
        }

        if (!parts.IsEmpty && parts.All(part => part.IsNone))
        {
            section.Problems.Warn(section.At("threshold"), "threshold-never-matches", "no position has a threshold: the rule never matches");
        }

        return [.. parts.Select(part => part.IsNone ? null : One(part, op, section.Problems))];
    }

    private static ImmutableArray<Part> Split(Section section)
    {
        if (section.Required("threshold") is not { } scalar)
        {
            return [];
        }

        var texts = scalar.Text.Split(',');
        if (LooksLikeOneNumber(texts))
        {
            section.Problems.Warn(scalar, "threshold-looks-like-one-number",
                $"'{scalar.Text}' is a list of {texts.Length} thresholds; a number is written without separators");
        }

        var parts = ImmutableArray.CreateBuilder<Part>(texts.Length);
        var offset = 0;
        foreach (var text in texts)
        {
            parts.Add(new(scalar, text, offset));
            offset += text.Length + 1;
        }

        return parts.ToImmutable();
    }

    private static Threshold? One(Part part, Comparison op, Problems problems)
    {
        var text = part.Text.Trim();
        var threshold = IsOctal(part.Scalar) ? null : Threshold.TryParse(text, op);
        if (threshold is null)
        {
            var first = part.Offset + part.Text.Length - part.Text.TrimStart().Length;
            problems.Error(part.Scalar.Line, part.Scalar.ColumnOf(first), "threshold-not-a-number",
                $"'{text}' isn't a number such as 1000, -0.5 or 1e3" + (IsOctal(part.Scalar) ? "; with a leading zero it could be octal" : ""));
        }

        return threshold;
    }

    private static bool IsOctal(YamlScalar scalar) =>
        scalar.IsPlain && scalar.Text.Length > 1 && scalar.Text[0] == '0' && scalar.Text.All(char.IsAsciiDigit);

    /// <summary>Three digits that begin with a zero are hardly a threshold of their own: 1,000 was meant as a thousand.</summary>
    private static bool LooksLikeOneNumber(string[] parts) =>
        parts.Length > 1
        && parts[0].Length is > 0 and <= 3
        && parts[1..].All(part => part.Length == 3 && part.All(char.IsAsciiDigit))
        && parts[1..].Any(part => part[0] == '0');

    private sealed record Part(YamlScalar Scalar, string Text, int Offset)
    {
        public bool IsNone => Text.Trim() == "-";
    }
}
