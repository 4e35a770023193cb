using System.CommandLine;

namespace Tocsin.Cli;

/// <summary>The option <c>-o text|json</c>, the same for every command that reports something.</summary>
internal static class OutputOption
{
    public const string Json = "json";

    public static Option<string> Create()
    {
        var option = new Option<string>("--output", "-o") { Description = "How to report", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", Json);
        return option;
    }
}
