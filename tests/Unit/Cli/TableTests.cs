using Tocsin.Cli;

namespace Tocsin.Unit.Cli;

public sealed class TableTests
{
    [Fact]
    public void Columns_WhereThereIsRoom_AreAsWideAsTheyNeedToBe() => Assert.Equal(
        """
        ID      WHAT
        1       something long, for a terminal
        twenty  short

        """,
        Write(null));

    [Fact]
    public void Columns_OfAShortLine_GiveWayTheWidestFirst() => Assert.Equal(
        """
        ID      WHAT
        1       something lo…
        twenty  short

        """,
        Write(21));

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(3_540, "3.5 s")]
    [InlineData(60_000, "1 min")]
    [InlineData(725_000, "12 min 5 s")]
    [InlineData(7_500_000, "2 h 5 min")]
    [InlineData(273_600_000, "3 d 4 h")]
    [InlineData(-130_000, "-2 min 10 s")]
    public void Elapsed_IsSaidAsPeopleDo(long ms, string expected) => Assert.Equal(expected, Elapsed.Text(ms));

    private static string Write(int? width)
    {
        var table = new Table("ID", "WHAT");
        table.Add(("1", null), ("something long, for a terminal", null));
        table.Add(("twenty", null), ("short", null));
        using var output = new StringWriter { NewLine = "\n" };
        table.Write(new Terminal(TextReader.Null, output, output, HasColours: false) { Width = width });
        return output.ToString();
    }
}
