using System.Text.RegularExpressions;
using Tocsin.Engine.Routing;

namespace Tocsin.Unit.Routing;

public class GlobTests
{
    [Theory]
    [InlineData("checkout", "checkout", true)]
    [InlineData("checkout", "Checkout", false)]
    [InlineData("check*", "checkout", true)]
    [InlineData("check*", "check", true)]
    [InlineData("*out", "checkout in shop", false)]
    [InlineData("service_*_rule", "service_sla_rule", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a.c", "abc", false)]
    public void Glob_OfAName_MatchesTheWholeOfIt(string pattern, string text, bool expected) => Assert.Equal(expected, new Glob(pattern).Matches(text));

    [Fact]
    public void Glob_OfRandomTexts_MatchesAsTheRegexOfItDoes()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = Word(random, "ab*");
            var text = Word(random, "ab");
            var regex = "\\A" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "\\z";

            Assert.True(Regex.IsMatch(text, regex) == new Glob(pattern).Matches(text), $"'{pattern}' and '{text}'");
        }
    }

    [Fact]
    public void Glob_OfManyStars_DoesNotExplode() => Assert.False(new Glob(string.Concat(Enumerable.Repeat("a*", 500)) + "b").Matches(new string('a', 5_000)));

    private static string Word(Random random, string letters) => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => letters[random.Next(letters.Length)]));
}
