using Tocsin.Cli;
using Tocsin.Cli.DeadLetters;

namespace Tocsin.Unit.DeadLetters;

public class LetterFilterTests
{
    private static readonly Letter _delivery = Post.OfDelivery(Post.Delivery("d", "checkout-7"), 1);
    private static readonly Letter _sample = Post.OfSample("cart", 2);

    public static TheoryData<string, bool, bool> Cases => new()
    {
        { "", true, true },
        { "stage=deliver", true, false },
        { "class=late", false, true },
        { "class=http-5*", true, false },
        { "receiver=slack.ops", true, false },
        { "receiver=slack", false, false },
        { "receiver=*", true, false },
        { "rule=slow_*", true, false },
        { "entity=c*", true, true },
        { "entity=checkout-?", true, false },
        { "entity=Checkout-7", false, false },
        { "since=1700000000000", true, true },
        { "since=1700000000001", false, false },
        { "until=1700000000000", false, false },
        { "until=1700000000001", true, true },
        { "stage=deliver class=late", false, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Letter_AgainstAFilter_PassesIfAllOfItFits(string filter, bool delivery, bool sample) =>
        Assert.Equal((delivery, sample), (Filter(filter).Passes(_delivery), Filter(filter).Passes(_sample)));

    [Theory]
    [InlineData("0@12", 0, 12)]
    [InlineData("3@9223372036854775807", 3, long.MaxValue)]
    public void Place_InOrder_IsRead(string text, int partition, long offset)
    {
        Assert.True(Place.TryParse(text, out var place));
        Assert.Equal((new Place(partition, offset), text), (place, place.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("@12")]
    [InlineData("0@")]
    [InlineData("0@-1")]
    [InlineData("0@1@2")]
    [InlineData("0@ 1")]
    [InlineData("a@1")]
    public void Place_OutOfOrder_IsRefused(string text) => Assert.False(Place.TryParse(text, out _));

    [Theory]
    [InlineData("90s", Post.NowMs - 90_000)]
    [InlineData("15m", Post.NowMs - 900_000)]
    [InlineData("2h", Post.NowMs - 7_200_000)]
    [InlineData("3d", Post.NowMs - 259_200_000)]
    [InlineData("99999999d", 0L)]
    [InlineData("2023-11-14T22:13:20", Post.NowMs)]
    [InlineData("2023-11-14 22:13:20Z", Post.NowMs)]
    [InlineData("2023-11-15T00:13:20+02:00", Post.NowMs)]
    [InlineData("2023-11-14", Post.NowMs - 80_000_000)]
    public void Time_InOrder_IsUnderstoodAsUtc(string text, long expectedMs) => Assert.Equal(expectedMs, TimeOption.Parse(text, Post.NowMs));

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("15")]
    [InlineData("-5m")]
    [InlineData("1w")]
    [InlineData("99999999999999d")]
    [InlineData("12:00")]
    [InlineData("2023-13-01")]
    public void Time_OutOfOrder_IsRefused(string text) => Assert.Null(TimeOption.Parse(text, Post.NowMs));

    private static LetterFilter Filter(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        return new LetterFilter
        {
            Stage = parts.GetValueOrDefault("stage"),
            ErrorClass = parts.GetValueOrDefault("class"),
            Receiver = parts.GetValueOrDefault("receiver"),
            Rule = parts.GetValueOrDefault("rule"),
            Entity = parts.GetValueOrDefault("entity"),
            SinceMs = parts.TryGetValue("since", out var since) ? long.Parse(since) : null,
            UntilMs = parts.TryGetValue("until", out var until) ? long.Parse(until) : null,
        };
    }
}
