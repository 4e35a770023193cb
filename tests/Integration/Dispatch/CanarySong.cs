using System.Collections.Immutable;
using System.Text;

namespace Tocsin.Integration.Dispatch;

/// <summary>What every secret of a test has in it, and how to find it wherever it got to. Only letters and digits, so that URLs, JSON and HTML leave it as it is.</summary>
internal static class CanarySong
{
    public const string Text = "kanarie7f3aB9zq";

    /// <summary>As it is, in hexadecimal, and in Base64, whose digits depend on where it begins; those at the edges depend on its neighbours.</summary>
    private static readonly ImmutableArray<string> _forms =
    [
        Text,
        Convert.ToHexString(Encoding.UTF8.GetBytes(Text)),
        .. Enumerable.Range(0, 3).Select(before => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + Text))[4..^4]),
    ];

    public static bool IsIn(byte[]? bytes) => bytes is not null && IsIn(Encoding.UTF8.GetString(bytes));

    public static bool IsIn(string text) => _forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase) || Uri.UnescapeDataString(text).Contains(form, StringComparison.OrdinalIgnoreCase));
}
