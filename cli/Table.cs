namespace Tocsin.Cli;

/// <summary>Rows under a heading, in columns as wide as they need to be; where the line of a terminal is too short the widest ones give way.</summary>
internal sealed class Table(params string[] headings)
{
    private const int MinWidth = 6;
    private const string Gap = "  ";
    private readonly List<(string Text, Func<string, string> Paint)[]> _rows = [];

    /// <summary>Cells that are painted get their colour after they were cut and padded.</summary>
    public void Add(params (string Text, Func<string, string>? Paint)[] cells) =>
        _rows.Add([.. cells.Select(cell => (OneLine.Of(cell.Text), cell.Paint ?? (text => text)))]);

    public void Write(Terminal terminal)
    {
        var widths = Widths(terminal.Width);
        Write(terminal, headings.Select(heading => (heading, (Func<string, string>)terminal.Bold)), widths);
        foreach (var row in _rows)
        {
            Write(terminal, row, widths);
        }
    }

    private static void Write(Terminal terminal, IEnumerable<(string Text, Func<string, string> Paint)> cells, int[] widths) => terminal.Out.WriteLine(
        string.Join(Gap, cells.Select((cell, column) => cell.Paint(column == widths.Length - 1 ? Cut(cell.Text, widths[column]) : Cut(cell.Text, widths[column]).PadRight(widths[column])))).TrimEnd());

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");

    private int[] Widths(int? lineWidth)
    {
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Text.Length).Append(heading.Length).Max()).ToArray();
        while (lineWidth is { } width && widths.Sum() + (Gap.Length * (widths.Length - 1)) > width && widths.Max() > MinWidth)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        return widths;
    }
}
