using System.Text;
using Tocsin.Dispatch.Approvals;

namespace Tocsin.Unit.Dispatch.Approvals;

public class ApprovalSealTests
{
    private static readonly ApprovalTicket _ticket = new("record-1", [1, 2, 0, 255], 1_700_000_000_000, 1_700_000_100_000, "slack.ops#2", "restart", "slow_rule of 汉");
    private readonly ApprovalSeal _seal = Of(ApprovalBench.Key);

    [Fact]
    public void Token_Opened_SaysWhatWasSigned()
    {
        var token = _seal.Sign(_ticket);
        var opened = _seal.Open(token)!;
        Assert.Equal(_ticket.Key.AsEnumerable(), opened.Key);
        Assert.Equal(_ticket, opened with { Key = _ticket.Key });
        Assert.All(token, letter => Assert.True(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'));
        Assert.Equal(token, _seal.Sign(_ticket));
    }

    [Fact]
    public void Token_WithAnyLetterChanged_IsNone()
    {
        var token = _seal.Sign(_ticket);
        var end = token.Length - 1;
        for (var i = 0; i < end; i++)
        {
            Assert.Null(_seal.Open($"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}"));
            Assert.Null(_seal.Open(token[..i]));
        }
    }

    [Fact]
    public void Token_OfAnotherKeyOrInstallation_IsNone()
    {
        Assert.Null(Of(ApprovalBench.Key + "!").Open(_seal.Sign(_ticket)));
        Assert.Null(Of(ApprovalBench.Key, "other.actions.v1").Open(_seal.Sign(_ticket)));
    }

    [Fact]
    public void Token_WithTheSignatureOfAnotherRecord_IsNone()
    {
        var mine = _seal.Sign(_ticket).Split('.');
        var other = _seal.Sign(_ticket with { RecordId = "record-2" }).Split('.');
        Assert.Null(_seal.Open($"{other[0]}.{mine[1]}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("not base64!.%%%")]
    [InlineData("\ud800.\ud800")]
    public void Text_ThatIsNoToken_IsNone(string text)
    {
        Assert.Null(_seal.Open(text));
        Assert.Null(_seal.Open(string.Concat(Enumerable.Repeat(text + "A", 10_000))));
    }

    [Fact]
    public void Bytes_ThatAreNoTicket_AreNone()
    {
        var random = new Random(1);
        var bytes = _ticket.ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.Null(ApprovalTicket.Of(bytes[..i]));
            var changed = bytes.ToArray();
            changed[i] = (byte)random.Next(256);
            ApprovalTicket.Of(changed);
        }
    }

    private static ApprovalSeal Of(string key, string installation = "tocsin.actions.v1") => new(Encoding.UTF8.GetBytes(key), installation);
}
