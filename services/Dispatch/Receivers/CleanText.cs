using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Receivers;

/// <summary>Makes what others said fit for ledgers and logs: secrets masked first, then one line of at most 500 characters.</summary>
internal static class CleanText
{
    public const int MostCharacters = 500;
    private const string Cut = "...";

    public static Answer Of(Answer answer, Masker masker) => answer with
    {
        Reason = OneLine(masker.Mask(answer.Reason)),
        Detail = OneLine(masker.Mask(answer.Detail)),
        Warning = OneLine(masker.Mask(answer.Warning)),
    };

    public static Preview Of(Preview preview, Masker masker) => new(
        masker.Mask(preview.Target),
        [.. preview.Headers.Select(header => KeyValuePair.Create(header.Key, masker.Mask(header.Value)))],
        masker.Mask(preview.Body),
        OneLine(masker.Mask(preview.Warning)));

    private static string OneLine(string text)
    {
        var words = string.Join(' ', text.Split(Array.FindAll([.. text.Distinct()], letter => char.IsControl(letter) || char.IsWhiteSpace(letter)), StringSplitOptions.RemoveEmptyEntries));
        if (words.Length <= MostCharacters)
        {
            return words;
        }

        var length = MostCharacters - Cut.Length;
        return words[..(char.IsHighSurrogate(words[length - 1]) ? length - 1 : length)] + Cut;
    }
}
