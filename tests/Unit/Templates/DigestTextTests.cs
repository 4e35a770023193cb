using System.Text;
using Tocsin.Engine.Templates;

namespace Tocsin.Unit.Templates;

public class DigestTextTests
{
    [Fact]
    public void Digest_OfTwo_HasTotalsAndALineForEach() => Assert.Equal(
        "2 alarms: 1 firing, 1 recovered; cpu_rule 2\nfiring: cpu of serviceA is high\nrecovered: serviceB: cpu of serviceA is high",
        DigestText.Of([Alarms.Firing(), Alarms.Recovered(name: "serviceB")], TextLimit.Letters(1_000)));

    [Fact]
    public void Digest_OfOne_IsOneLine() =>
        Assert.Equal("1 alarm: 1 firing; cpu_rule 1\nfiring: serviceA: m", DigestText.Of([Alarms.Firing("m")], TextLimit.Letters(1_000)));

    [Theory]
    [InlineData(2_048, true)]
    [InlineData(2_000, false)]
    [InlineData(20_000, true)]
    public void Digest_OfTwoThousand_KeepsToItsLimitAndSaysHowManyAreMissing(int size, bool isInBytes)
    {
        var limit = new TextLimit(size, isInBytes);

        var text = DigestText.Of([.. Alarms.Many(2_000)], limit);

        var lines = text.Split('\n');
        Assert.InRange(limit.Measure(text), size - 60, size);
        Assert.Equal("2000 alarms: 2000 firing; cpu_rule 2000", lines[0]);
        Assert.Equal("firing: service1: alarm 1", lines[1]);
        Assert.Equal($"and {2_000 - (lines.Length - 2)} more, see the records", lines[^1]);
    }

    [Fact]
    public void Digest_ThatFitsExactly_LeavesNobodyOut()
    {
        var alarms = Alarms.Many(5);
        var whole = DigestText.Of([.. alarms], TextLimit.Letters(10_000));

        Assert.Equal(whole, DigestText.Of([.. alarms], TextLimit.Letters(whole.Length)));
        Assert.EndsWith("more, see the records", DigestText.Of([.. alarms], TextLimit.Letters(whole.Length - 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_BeyondTheFirstFive_AreCounted()
    {
        var alarms = Alarms.Many(8);
        for (var i = 0; i < alarms.Length; i++)
        {
            alarms[i].RuleName = $"r{i}";
        }

        Assert.Contains("; r0 1, r1 1, r2 1, r3 1, r4 1, 3 more rules\n", DigestText.Of([.. alarms], TextLimit.Letters(10_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OfManyLines_BecomesOne() =>
        Assert.EndsWith("\nfiring: serviceA: a b c", DigestText.Of([Alarms.Firing("a\r\n b\n\n\tc")], TextLimit.Letters(1_000)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(70)]
    public void Digest_WithHardlyAnyRoom_StillKeepsToIt(int size) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(DigestText.Of([.. Alarms.Many(50)], TextLimit.Bytes(size))), 0, size);

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 5, "abcd")]
    [InlineData("abcdefgh", 5, "ab…")]
    [InlineData("ééééé", 7, "éé…")]
    [InlineData("\U0001F600\U0001F600\U0001F600", 8, "\U0001F600…")]
    [InlineData("\U0001F600\U0001F600\U0001F600", 6, "…")]
    [InlineData("abcdef", 2, "")]
    public void Text_TooLongInBytes_IsCutBetweenCharacters(string text, int size, string expected) => Assert.Equal(expected, TextLimit.Bytes(size).Cut(text));

    [Theory]
    [InlineData("abcdef", 4, "abc…")]
    [InlineData("a\U0001F600\U0001F600", 3, "a…")]
    [InlineData("a\U0001F600\U0001F600", 4, "a\U0001F600…")]
    public void Text_TooLongInLetters_IsCutBetweenCharacters(string text, int size, string expected) => Assert.Equal(expected, TextLimit.Letters(size).Cut(text));
}
