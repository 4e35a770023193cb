namespace Tocsin.Cli;

/// <summary>Where a command reads and writes; the process's own, or a test's.</summary>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool HasColours)
{
    private const string Escape = "\u001b[";

    /// <summary>How many characters a line has; null where nobody looks, so that nothing is cut off.</summary>
    public int? Width { get; init; }

    /// <summary>Somebody looks at what is written to the error stream, so it may show how far something has come.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>Colours only where a person looks, and not where the NO_COLOR convention (any value but the empty one) asks for none.</summary>
    public static Terminal OfThisProcess() => new(
        Console.In,
        Console.Out,
        Console.Error,
        !Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb")
    {
        Width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth,
        ShowsProgress = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
    };

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    public string Bold(string text) => Paint("1", text);

    private string Paint(string code, string text) => HasColours ? $"{Escape}{code}m{text}{Escape}0m" : text;
}
