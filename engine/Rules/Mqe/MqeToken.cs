namespace Tocsin.Engine.Rules.Mqe;

internal enum MqeTokenKind
{
    Number,
    Word,
    Text,
    Sign,
    End,
    Unknown,
}

/// <summary>A word, number, sign or quoted text (without its quotes), and where it begins.</summary>
internal readonly record struct MqeToken(MqeTokenKind Kind, string Text, int Offset)
{
    private static readonly string[] _signs = ["&&", "||", ">=", "<=", "==", "!=", ">", "<", "=", "+", "-", "*", "/", "%", "(", ")", "{", "}", ","];

    /// <summary>The last token is always the end, or something unknown.</summary>
    public static List<MqeToken> Split(string text)
    {
        var tokens = new List<MqeToken>();
        var at = 0;
        do
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            tokens.Add(At(text, at));
            at = tokens[^1].Kind == MqeTokenKind.Text ? at + tokens[^1].Text.Length + 2 : at + tokens[^1].Text.Length;
        }
        while (tokens[^1].Kind is not (MqeTokenKind.End or MqeTokenKind.Unknown));
        return tokens;
    }

    private static MqeToken At(string text, int at)
    {
        if (at == text.Length)
        {
            return new(MqeTokenKind.End, "", at);
        }

        if (text[at] is '\'' or '"')
        {
            var close = text.IndexOf(text[at], at + 1);
            return close < 0 ? new(MqeTokenKind.Unknown, text[at..], at) : new(MqeTokenKind.Text, text[(at + 1)..close], at);
        }

        if (char.IsAsciiDigit(text[at]) || text[at] == '.')
        {
            return new(MqeTokenKind.Number, text[at..EndOfNumber(text, at)], at);
        }

        if (IsWord(text[at]))
        {
            var end = at;
            while (end < text.Length && IsWord(text[end]))
            {
                end++;
            }

            return new(MqeTokenKind.Word, text[at..end], at);
        }

        var sign = _signs.FirstOrDefault(known => string.CompareOrdinal(text, at, known, 0, known.Length) == 0);
        return sign is null ? new(MqeTokenKind.Unknown, text[at..(at + 1)], at) : new(MqeTokenKind.Sign, sign, at);
    }

    /// <summary>Letters count as far as they make an exponent; others are for the number's reader to refuse.</summary>
    private static int EndOfNumber(string text, int at)
    {
        while (at < text.Length && (IsWord(text[at]) || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E')))
        {
            at++;
        }

        return at;
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '.';
}
