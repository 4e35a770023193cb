using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Tocsin.Dispatch.Secrets;

/// <summary>
/// Takes known secrets out of texts, in whatever encoding. No text is meant to hold one; this is for what receivers and libraries say.
/// </summary>
internal sealed partial class Masker
{
    public const string Mark = "***";

    /// <summary>What is shorter can't be told from other text, and nobody should call it a secret.</summary>
    public const int LeastLength = 4;

    private const int MostLayers = 3;
    private readonly ImmutableArray<string> _forms;
    private readonly SearchValues<string> _search;

    private Masker(ImmutableArray<string> forms) => (_forms, _search) = (forms, SearchValues.Create(forms.AsSpan(), StringComparison.OrdinalIgnoreCase));

    public static Masker Nothing { get; } = new([]);

    /// <summary>Longer ones first, so that none is left in part because another one stands in it.</summary>
    public static Masker Of(IEnumerable<string> secrets) => new([.. secrets
        .Where(secret => secret.Length >= LeastLength)
        .SelectMany(SecretForms.Of)
        .Where(form => form.Length >= LeastLength)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(form => form.Length)
        .ThenBy(form => form, StringComparer.Ordinal)]);

    /// <summary>Knows one more; the same if it is empty.</summary>
    public Masker With(string secret) => secret.Length == 0 ? this : new([.. _forms.Concat(Of([secret])._forms)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(form => form.Length)
        .ThenBy(form => form, StringComparer.Ordinal)]);

    /// <summary>Where a secret shows only once the text is decoded, such as one in Base64 in JSON, the masked decoded text is the result.</summary>
    public string Mask(string text) => Mask(text, MostLayers);

    private string Mask(string text, int layers)
    {
        var masked = Replace(text);
        foreach (var decoded in Decoded(masked))
        {
            if (decoded.Length != masked.Length && decoded.AsSpan().ContainsAny(_search))
            {
                return layers > 0 ? Mask(decoded, layers - 1) : Mark;
            }
        }

        return masked;
    }

    private string Replace(string text) => text.AsSpan().ContainsAny(_search)
        ? _forms.Aggregate(text, (masked, form) => masked.Replace(form, Mark, StringComparison.OrdinalIgnoreCase))
        : text;

    private static IEnumerable<string> Decoded(string text)
    {
        if (text.Contains('%', StringComparison.Ordinal))
        {
            yield return Uri.UnescapeDataString(text);
        }

        if (text.Contains('&', StringComparison.Ordinal))
        {
            yield return WebUtility.HtmlDecode(text);
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            yield return Escape().Replace(text, match => Unescape(match.Value));
        }
    }

    private static string Unescape(string escape) => escape[1] == 'u'
        ? ((char)ushort.Parse(escape.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
        : escape[1..];

    [GeneratedRegex(@"\\(u[0-9A-Fa-f]{4}|[""\\/])")]
    private static partial Regex Escape();
}
