using System.CommandLine;

namespace Tocsin.Cli;

/// <summary>How far back a command reads in topics; without one it reads as far as it says.</summary>
internal sealed class SinceOption(string what, TimeSpan back, TimeProvider time)
{
    private readonly Option<long?> _option = TimeOption.Create("--since", $"{what} [default: {Text(back)} ago]", time);

    public void AddTo(Command command) => command.Options.Add(_option);

    public long Of(ParseResult result) => result.GetValue(_option) ?? (time.GetUtcNow() - back).ToUnixTimeMilliseconds();

    /// <summary>"24 hours", "7 days": the way it is said to people.</summary>
    public static string Text(TimeSpan back) => back.TotalHours > 24 ? Plural.Of((int)back.TotalDays, "day") : Plural.Of((int)back.TotalHours, "hour");
}
