using System.Buffers;
using System.Collections.Immutable;

namespace Tocsin.Dispatch.Secrets;

/// <summary>
/// Takes known secrets out of texts, in whatever encoding. No text is meant to hold one; this is for what receivers and libraries say.
/// </summary>
internal sealed class Masker
{
    public const string Mark = "***";

    /// <summary>What is shorter can't be told from other text, and nobody should call it a secret.</summary>
    public const int LeastLength = 4;

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

    public string Mask(string text) => text.AsSpan().ContainsAny(_search)
        ? _forms.Aggregate(text, (masked, form) => masked.Replace(form, Mark, StringComparison.OrdinalIgnoreCase))
        : text;
}
