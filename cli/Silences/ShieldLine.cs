using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>When a silence is active, in one line.</summary>
internal static class ShieldLine
{
    public static string When(Shield shield)
    {
        string[] parts =
        [
            .. shield.FromMs > 0 ? [$"from {LogTime.Text(shield.FromMs)}Z"] : Array.Empty<string>(),
            shield.UntilMs > 0 ? $"until {LogTime.Text(shield.UntilMs)}Z" : "until it is expired",
            .. shield.Times.Count > 0 ? [$"only {string.Join(" and ", shield.Times.Select(WeeklyText.Of))}"] : Array.Empty<string>(),
        ];
        return string.Join(", ", parts);
    }

    /// <summary>Who made it: a person by command, or a file.</summary>
    public static string Source(Shield shield) => shield.FileName.Length > 0 ? "file" : shield.By;
}
