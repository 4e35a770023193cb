using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Unit.Rules;

public class NamePatternTests
{
    [Theory]
    [InlineData("svc_.*", "svc_a", true)]
    [InlineData("svc", "svc_a", false)]
    [InlineData("a|ab", "ab", true)]
    [InlineData("^[5-7][0-9]$", "55", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData(@"Service\_1(\d)+", "Service_123", true)]
    [InlineData(@"\d+", "١٢", false)]
    [InlineData(@"[^\D]+", "12", true)]
    [InlineData(@"[\w-.]+", "a-b.c_1", true)]
    [InlineData(@"[\s-x]", "-", true)]
    [InlineData(@"\W\S", "-x", true)]
    [InlineData(@"\Qa.b(\E.", "a.b(c", true)]
    [InlineData(@"\Qa.b(\E.", "axb(c", false)]
    [InlineData(@"\p{Alpha}\P{Digit}[\p{Punct}]", "ax_", true)]
    [InlineData(@"\p{L}+", "é", true)]
    [InlineData(@"\p{Lower}", "A", false)]
    [InlineData("(?i)shop", "SHOP", true)]
    [InlineData("shop", "SHOP", false)]
    [InlineData(@"a\++", "a++", true)]
    [InlineData("[]a]+", "]a", true)]
    [InlineData(@"\x41\u0042\t", "AB\t", true)]
    [InlineData("(?<n>a)(?:b){2,}", "abbb", true)]
    public void Pattern_AsJavaWritesIt_MatchesTheSameWholeNames(string pattern, string name, bool matches)
    {
        var (regex, _, message) = NamePattern.Compile(pattern);
        Assert.True(regex is not null, message);
        Assert.Equal(matches, regex.IsMatch(name));
    }

    [Fact]
    public void PatternThatExplodesElsewhere_OnALongName_TakesNoTime()
    {
        var (regex, _, _) = NamePattern.Compile("(a+)+b");
        Assert.DoesNotMatch(regex!, new string('a', 100_000));
    }

    [Theory]
    [InlineData(@"(a{100}){101}")]
    [InlineData(@"((((a{10}){10}){10}){10}){10}")]
    [InlineData(@"a{99999999999}")]
    [InlineData(@"\R")]
    [InlineData("x{name}")]
    [InlineData("(?>a)b")]
    [InlineData(@"\bfoo(?<=a)")]
    public void Pattern_BeyondTheEngine_IsRefused(string pattern) => Assert.Equal("unsupported-regex", NamePattern.Compile(pattern).Code);

    [Fact]
    public void LongSequenceOfCounts_Compiled_IsAllowed()
    {
        var (regex, _, message) = NamePattern.Compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}( [0-9a-f]{64}){10}");
        Assert.True(regex is not null, message);
    }
}
