namespace Tocsin.Engine.Composites;

/// <summary>A sign of a composite expression or the name of a rule, and where it begins. The end is a token with an empty text.</summary>
internal readonly record struct ExpressionToken(string Text, int Offset)
{
    private static readonly string[] _signs = ["&&", "||", "(", ")", "!"];

    public bool IsEnd => Text.Length == 0;

    public bool IsName => !IsEnd && !IsSpecial(Text[0]);

    public static List<ExpressionToken> Split(string text)
    {
        var tokens = new List<ExpressionToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            var length = at == text.Length ? 0 : LengthAt(text, at);
            tokens.Add(new(text.Substring(at, length), at));
            if (length == 0)
            {
                return tokens;
            }

            at += length;
        }
    }

    private static int LengthAt(string text, int at)
    {
        if (IsSpecial(text[at]))
        {
            return _signs.FirstOrDefault(sign => string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)?.Length ?? 1;
        }

        var end = at;
        while (end < text.Length && !IsSpecial(text[end]) && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end - at;
    }

    private static bool IsSpecial(char letter) => letter is '&' or '|' or '!' or '(' or ')';
}
