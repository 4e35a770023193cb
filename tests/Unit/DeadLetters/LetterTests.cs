using Tocsin.Cli;
using Tocsin.Cli.DeadLetters;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.DeadLetters;

public sealed class LetterTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    private Terminal Terminal => new(TextReader.Null, _output, TextWriter.Null, HasColours: false);

    [Fact]
    public void Line_OfADelivery_TellsReceiverAndAlarm() => Assert.Equal(
        "0@12  2023-11-14 22:13:20  deliver  http-503  slack.ops  FIRING     slow_rule  checkout  dead  Service Unavailable",
        LetterLine.Of(Post.OfDelivery(Post.Delivery("d"), 12), LetterStatus.Dead, Terminal));

    [Fact]
    public void Line_OfASample_TellsItsPlaceInTheLog() => Assert.Equal(
        "0@3  2023-11-14 22:13:20  detect  late  tocsin.metrics.v1[2]@99  cart  redriven  an hour late",
        LetterLine.Of(Post.OfSample("cart", 3), LetterStatus.Redriven, Terminal));

    [Fact]
    public void Line_WithControlCharacters_StaysOneLineAndPaintsNothing()
    {
        var line = LetterLine.Of(Post.OfDelivery(Post.Delivery("d", "a\u001b[2Jb\nc"), message: "first\r\nsecond\u0007"), LetterStatus.Dead, Terminal);

        Assert.DoesNotContain(line, char.IsControl);
        Assert.Contains("a [2Jb c", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_WithoutHeaders_IsTheLetterOfNobody()
    {
        var letter = Letter.Of(new InputRecord("tocsin.dead-letters.v1", 0, 5, long.MaxValue, null, [1, 2], null), Post.Topics);

        Assert.Null(letter.Note);
        Assert.Equal(
            "0@5  9999-12-31 23:59:59  ?  ?  ?  dead  not a dead letter of Tocsin: its headers are missing",
            LetterLine.Of(letter, LetterStatus.Dead, Terminal));
    }

    [Fact]
    public void Letter_OfARedrivenRecord_TellsOfItsLastError()
    {
        var first = Post.OfSample("cart", 3);
        var second = DeadLetter.From("tocsin.dead-letters.v1", first.Record with { Topic = "tocsin.alarms.v1" }, "route", "failure", "again");

        var note = DeadLetterNote.Of(new InputRecord(second.Topic, 0, 4, 0, second.Key, second.Value, second.Headers));

        Assert.Equal(("route", "failure", "again", "tocsin.alarms.v1[0]@3"), (note?.Stage, note?.ErrorClass, note?.Message, note?.Source));
    }

    [Fact]
    public void Letters_OfSeveralPartitions_AreInTheOrderOfTimeAndOfEachPartition()
    {
        var letters = Letters.InOrder([At(1, 0, 50), At(0, 1, 10), At(0, 0, 30), At(1, 1, 60), At(0, 2, 55)]);

        Assert.Equal(["0@0", "0@1", "1@0", "0@2", "1@1"], letters.Select(letter => letter.Place.ToString()));
    }

    [Fact]
    public void List_WithACount_ShowsTheNewestAndTheTotalsOfAll()
    {
        var letters = new[]
        {
            (Post.OfDelivery(Post.Delivery("a"), 0), LetterStatus.Delivered),
            (Post.OfDelivery(Post.Delivery("b"), 1), LetterStatus.Dead),
            (Post.OfSample("cart", 2), LetterStatus.Dead),
        };

        ListCommand.Write(letters, count: 1, isJson: false, Terminal);

        var lines = _output.ToString().TrimEnd('\n').Split('\n');
        Assert.StartsWith("0@2", lines[0], StringComparison.Ordinal);
        Assert.Equal(["3 dead letters:", "  deliver  http-503  2: 1 dead, 1 delivered", "  detect  late  1: 1 dead"], lines[1..]);
    }

    [Fact]
    public void List_OfNothing_SaysSo()
    {
        ListCommand.Write([], count: 1, isJson: false, Terminal);

        Assert.Equal("no dead letters\n", _output.ToString());
    }

    [Fact]
    public void Show_OfADelivery_TellsTheLedgersAttemptsAndTheDecodedAlarm()
    {
        var letter = Post.OfDelivery(Post.Delivery("d"), 12);

        new LetterText(letter, new Post().Says("d", DeliveryStatus.Retrying).Ledger(letter), Post.Topics, Terminal).Write();

        var text = _output.ToString();
        Assert.Contains("  delivery  d, 3 attempts, redriven 0 times, route ''\n  ledger    RETRYING: a-reason\n", text, StringComparison.Ordinal);
        Assert.Contains("\"ruleName\": \"slow_rule\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("header", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_OfWhatCanNotBeDecoded_IsAHexDump()
    {
        var letter = Post.OfRecord(Post.Topics.Metrics, [0xff, 0x41, 0x0a], 0, "detect", "malformed", "no");

        new LetterText(letter, new Post().Ledger(letter), Post.Topics, Terminal).Write();

        Assert.EndsWith($"  value     3 bytes\n  00000000  ff 41 0a {new string(' ', 39)} .A.\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void HexDump_OfMuch_IsCutAndSaysSo()
    {
        var lines = HexDump.Of(new byte[HexDump.MaxBytes + 5]).ToList();

        Assert.Equal(HexDump.MaxBytes / 16 + 1, lines.Count);
        Assert.Equal("... 5 more bytes", lines[^1]);
    }

    public void Dispose() => _output.Dispose();

    private static Letter At(int partition, long offset, long timeMs) =>
        Post.OfRecord(Post.Topics.Metrics, null, offset, "detect", "late", "", timeMs, partition: partition);
}
