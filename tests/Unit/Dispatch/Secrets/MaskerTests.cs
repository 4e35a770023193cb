using System.Net;
using System.Text;
using System.Text.Json;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Unit.Dispatch.Secrets;

public class MaskerTests
{
    private const string Secret = "Pa+ss/wörd=\"<&>";
    private static readonly Masker _masker = Masker.Of([Secret, "other-secret"]);

    public static TheoryData<string> Forms =>
    [
        Secret,
        Uri.EscapeDataString(Secret).ToLowerInvariant(),
        WebUtility.UrlEncode(Secret),
        WebUtility.HtmlEncode(Secret),
        JsonSerializer.Serialize(Secret).Trim('"'),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).TrimEnd('='),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Secret_InAnyForm_IsMasked(string form)
    {
        var masked = _masker.Mask($"before {form} after");

        Assert.DoesNotContain(form, masked, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("before ***", masked, StringComparison.Ordinal);
        Assert.EndsWith(" after", masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("\0user\0")]
    [InlineData("user:")]
    public void Secret_WithinABase64Text_IsMasked(string before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Secret}#"));

        Assert.Contains("***", _masker.Mask(text), StringComparison.Ordinal);
        Assert.InRange(_masker.Mask(text).Length, 1, text.Length / 2);
    }

    [Fact]
    public void Secret_WithinALongerOne_LeavesNoRest() => Assert.Equal("*** ***", Masker.Of(["abcd", "abcdefgh"]).Mask("abcdefgh abcd"));

    [Theory]
    [InlineData("nothing to hide")]
    [InlineData("")]
    public void Text_WithoutSecrets_StaysAsItIs(string text) => Assert.Equal(text, _masker.Mask(text));

    [Fact]
    public void Secret_TooShortToTellFromText_IsLeft() => Assert.Equal("one and two", Masker.Of(["one", ""]).Mask("one and two"));
}
