using System.Globalization;

namespace Tocsin.Benchmarks.Measuring;

/// <summary>A table in Markdown, printed row by row as the figures come.</summary>
internal sealed class Table
{
    public const string Nothing = "-";
    private readonly TextWriter _writer;

    public Table(TextWriter writer, string title, params string[] columns)
    {
        _writer = writer;
        _writer.WriteLine();
        _writer.WriteLine($"## {title}");
        _writer.WriteLine();
        Row(columns);
        Row([.. columns.Select((_, column) => column == 0 ? "---" : "---:")]);
    }

    public void Row(params string[] cells) => _writer.WriteLine($"| {string.Join(" | ", cells)} |");

    public static string Number(double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Millions(double nanoseconds) => Number(1_000 / nanoseconds);

    public static string Percent(double share) => share.ToString("+0.0%;-0.0%", CultureInfo.InvariantCulture);

    public static string Times(double ratio) => Number(ratio, "0.0") + " x";
}
