using System.Collections.Immutable;
using System.Text;
using Tocsin.Dispatch.Email;

namespace Tocsin.Unit.Dispatch.Email;

public class MailTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\r\nBcc: everybody@example.org", "a  Bcc: everybody@example.org")]
    [InlineData("a\nb\0c\td", "a b c d")]
    [InlineData("größer", "=?utf-8?B?Z3LDtsOfZXI=?=")]
    [InlineData("=?utf-8?Q?fake?=", "=?utf-8?B?PT91dGYtOD9RP2Zha2U/PQ==?=")]
    public void Header_IsOneLineWhateverItHolds(string text, string expected) => Assert.Equal(expected, HeaderText.Encode(text));

    [Fact]
    public void Header_Long_IsFoldedBetweenWholeCharacters()
    {
        var text = string.Concat(Enumerable.Repeat("告警🔥", 30));

        var lines = HeaderText.Encode(text).Split("\r\n ");

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 75));
        Assert.Equal(text, string.Concat(lines.Select(line => Encoding.UTF8.GetString(Convert.FromBase64String(line["=?utf-8?B?".Length..^2])))));
    }

    [Theory]
    [InlineData("a=b", "a=3Db\r\n")]
    [InlineData("end ", "end=20\r\n")]
    [InlineData("ü", "=C3=BC\r\n")]
    [InlineData("a\nb\r\nc", "a\r\nb\r\nc\r\n")]
    public void Text_IsQuotedPrintable(string text, string expected) => Assert.Equal(expected, QuotedPrintable.Encode(text));

    [Fact]
    public void Text_OfLongLines_IsBrokenSoftly()
    {
        var lines = QuotedPrintable.Encode(new string('x', 200) + new string('ü', 100)).Split("\r\n");

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 76));
        Assert.All(lines[..^2], line => Assert.EndsWith("=", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Html_HasATextBesideIt()
    {
        var mail = Encoding.ASCII.GetString(new Mail(Settings("a@example.org"), EmailChannelTests.Message(), new("s", "text", "<p>html</p>")).ToBytes());

        Assert.Contains("multipart/alternative; boundary=\"=_m1\"\r\n\r\n--=_m1\r\nContent-Type: text/plain; charset=utf-8", mail, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n<p>html</p>\r\n--=_m1--\r\n.\r\n", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@example.org\r\nRCPT TO:<b@example.org>")]
    [InlineData("a@example.org> SIZE=1<")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("ä@example.org")]
    [InlineData("a@example.org,")]
    public void Address_OutOfOrder_IsRefusedWithoutRepeatingIt(string to)
    {
        var problem = Assert.Throws<FormatException>(() => Settings(to)).Message;

        Assert.Equal("to holds what isn't an e-mail address of ASCII letters", problem);
    }

    [Theory]
    [InlineData("starttls", 587)]
    [InlineData("tls", 465)]
    [InlineData("none", 25)]
    public void Port_NotGiven_FollowsFromTheEncryption(string tls, int port) => Assert.Equal(port, Settings("a@example.org", tls).Port);

    private static EmailSettings Settings(string to, string tls = "starttls") => EmailSettings.Of(new Dictionary<string, string>
    {
        ["smtp-host"] = "mail.example.org",
        ["tls"] = tls,
        ["from"] = "alarms@example.org",
        ["to"] = to,
    }.ToImmutableSortedDictionary());
}
