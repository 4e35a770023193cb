using System.Collections.Immutable;
using System.Text;

namespace Tocsin.Engine.Rules;

/// <summary>
/// A message with placeholders: {name}, {id}, {value}, {threshold}, {count}, {period} and {entity.attribute}.
/// A brace that doesn't enclose a word is text.
/// </summary>
public sealed record MessageTemplate
{
    private const string AttributePrefix = "entity.";
    private static readonly string[] _words = ["name", "id", "value", "threshold", "count", "period"];
    private readonly ImmutableArray<(string Text, bool IsPlaceholder)> _pieces;

    private MessageTemplate(string text, ImmutableArray<(string, bool)> pieces)
    {
        Text = text;
        _pieces = pieces;
    }

    public string Text { get; }

    /// <summary>Every word a placeholder may be, besides {entity.attribute}.</summary>
    public static IReadOnlyCollection<string> Words => _words;

    /// <summary>Placeholders that nothing will fill, in order; a template that has any isn't fit for use.</summary>
    public IEnumerable<string> Unknown => _pieces
        .Where(piece => piece.IsPlaceholder && !_words.Contains(piece.Text) && !IsAttribute(piece.Text))
        .Select(piece => piece.Text);

    /// <summary>True if the text tells which entity it is about.</summary>
    internal bool NamesEntity => _pieces.Any(piece => piece.IsPlaceholder && (piece.Text is "name" or "id" || IsAttribute(piece.Text)));

    public static MessageTemplate Parse(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<(string, bool)>();
        var start = 0;
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = open + 1;
            while (close < text.Length && (char.IsLetterOrDigit(text[close]) || text[close] is '.' or '_' or '-'))
            {
                close++;
            }

            if (close < text.Length && text[close] == '}' && close > open + 1)
            {
                pieces.Add((text[start..open], false));
                pieces.Add((text[(open + 1)..close], true));
                start = close + 1;
            }
        }

        pieces.Add((text[start..], false));
        return new(text, pieces.DrainToImmutable());
    }

    /// <summary>Fills the placeholders; <paramref name="attribute"/> answers for attribute names, null for an attribute the entity lacks.</summary>
    public string Render(IReadOnlyDictionary<string, string> words, Func<string, string?> attribute)
    {
        var result = new StringBuilder();
        foreach (var (text, isPlaceholder) in _pieces)
        {
            result.Append(!isPlaceholder ? text
                : IsAttribute(text) ? attribute(text[AttributePrefix.Length..])
                : words.GetValueOrDefault(text, ""));
        }

        return result.ToString();
    }

    /// <summary>Templates with the same text are the same template.</summary>
    public bool Equals(MessageTemplate? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static bool IsAttribute(string placeholder) =>
        placeholder.StartsWith(AttributePrefix, StringComparison.Ordinal) && placeholder.Length > AttributePrefix.Length;
}
