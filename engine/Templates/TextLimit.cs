using System.Text;

namespace Tocsin.Engine.Templates;

/// <summary>How long a text may be, in bytes of UTF-8 or in the 16-bit letters that most providers call characters.</summary>
public readonly record struct TextLimit(int Size, bool IsInBytes)
{
    private const string Mark = "…";

    public static TextLimit Bytes(int size) => new(size, true);

    public static TextLimit Letters(int size) => new(size, false);

    public int Measure(string text) => IsInBytes ? Encoding.UTF8.GetByteCount(text) : text.Length;

    /// <summary>The text, or as much of its beginning as fits, with "…" at its end. No character is cut in two.</summary>
    public string Cut(string text)
    {
        if (Measure(text) <= Size)
        {
            return text;
        }

        var room = Size - Measure(Mark);
        if (room < 0)
        {
            return "";
        }

        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is read as U+FFFD: three bytes, one letter.
            room -= IsInBytes ? rune.Utf8SequenceLength : rune.Utf16SequenceLength;
            if (room < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end] + Mark;
    }
}
