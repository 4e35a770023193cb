using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tocsin.Cli;
using Tocsin.Cli.Receiving;
using Tocsin.V1;

namespace Tocsin.Unit.Receiving;

public partial class ReceiverPageTests
{
    private const string Evil = "<script>alert('1')</script>\" onload=\"x & y";
    private static readonly Arrival _arrival = new()
    {
        Number = 7,
        TimeMs = 1_700_000_000_000,
        Path = "/webhook",
        MessageId = "msg-1",
        Signature = SignatureCheck.Right,
        Status = 200,
        Alarms = [new ToldAlarm(AlarmState.Firing, "slow_rule", "checkout", "it is slow") { TimeMs = 1_700_000_000_000 }],
        Body = "[]",
    };

    private static Terminal Terminal => new(TextReader.Null, TextWriter.Null, TextWriter.Null, HasColours: false);

    [Fact]
    public void Page_OfAnArrival_ShowsWhatThereIsToKnow()
    {
        var page = ReceiverPage.Render([_arrival], null);

        Assert.All(
            ["2023-11-14 22:13:20", "/webhook", "FIRING", "slow_rule", "checkout", "it is slow", "msg-1", "signature right", "answered 200", "data-newest=\"7\"", "data-mode=\"\""],
            expected => Assert.Contains(expected, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_OfAnythingFromElsewhere_IsTextAndNoMarkup()
    {
        var arrival = new Arrival { TimeMs = 0, Path = $"/chat/{Evil}", MessageId = Evil, Status = 200, Body = Evil, Alarms = [new ToldAlarm(null, Evil, Evil, Evil), new ToldAlarm(null, "", "", Evil)] };

        var page = ReceiverPage.Render([arrival], null);

        Assert.Equal(Tags(ReceiverPage.Render([Harmless(arrival)], null)), Tags(page));
        Assert.Equal(7, Occurrences(page, "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&quot; onload=&quot;x &amp; y"));
    }

    [Fact]
    public void Policy_LetsThePagesOwnScriptRunAndNoOther()
    {
        var script = Script().Match(ReceiverPage.Render([], null)).Groups["text"].Value;

        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", ReceiverPage.Policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", ReceiverPage.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NeedsNothingFromElsewhere() => Assert.DoesNotMatch("(src|href)=|url\\(|@import|https?:", ReceiverPage.Render([_arrival], null));

    [Fact]
    public void Page_OfRefusedAndRepeated_SaysSo()
    {
        var page = ReceiverPage.Render([_arrival with { Status = 503, IsRepetition = true, Signature = SignatureCheck.Wrong }], new Misbehaviour(503, TimeSpan.Zero, DateTimeOffset.UnixEpoch));

        Assert.All(
            ["refused with 503", "came before under this id", "signature wrong", "Misbehaves: answers 503 until 1970-01-01 00:00:00", "data-mode=\"answers 503 until 1970-01-01 00:00:00\""],
            expected => Assert.Contains(expected, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_OfADigest_ShowsTheFirstAndHowManyMore()
    {
        var page = ReceiverPage.Render([_arrival with { Alarms = [.. Enumerable.Repeat(_arrival.Alarms[0], 23)] }], null);

        Assert.Equal(20, Occurrences(page, "slow_rule"));
        Assert.Contains("and 3 more in the same message", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "NotSigned", false, "2023-11-14 22:13:20  ARRIVED    webhook  FIRING     slow_rule  checkout")]
    [InlineData(503, "Wrong", true, "2023-11-14 22:13:20  REFUSED    webhook  FIRING     slow_rule  checkout  answered 503  again  signature wrong")]
    public void Line_OfAnArrival_FitsAmongThoseOfAlarms(int status, string signature, bool isRepetition, string expected) => Assert.Equal(
        [expected],
        ArrivalLine.Of(_arrival with { Status = status, Signature = Enum.Parse<SignatureCheck>(signature), IsRepetition = isRepetition }, Terminal));

    [Fact]
    public void Line_OfAChat_IsItsTextInOneLine() => Assert.Equal(
        ["                     ARRIVED    chat  first second"],
        ArrivalLine.Of(_arrival with { Path = "/chat/ops", Alarms = [new ToldAlarm(null, "", "", "first\nsecond")] }, Terminal));

    [Fact]
    public void Lines_OfADigest_AreNotEndless()
    {
        var lines = ArrivalLine.Of(_arrival with { Alarms = [.. Enumerable.Repeat(_arrival.Alarms[0], 23)] }, Terminal).ToList();

        Assert.Equal(6, lines.Count);
        Assert.EndsWith("webhook  and 18 more in the same message", lines[^1], StringComparison.Ordinal);
    }

    private static Arrival Harmless(Arrival arrival) => arrival with
    {
        Path = "/chat", MessageId = "a", Body = "a", Alarms = [new ToldAlarm(null, "a", "a", "a"), new ToldAlarm(null, "", "", "a")],
    };

    private static IEnumerable<string> Tags(string page) => Tag().Matches(page).Select(match => match.Value);

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<script>(?<text>.*)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
