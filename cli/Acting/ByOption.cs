using System.CommandLine;

namespace Tocsin.Cli.Acting;

/// <summary>The option that says who does something; it stands in the log.</summary>
internal static class ByOption
{
    public static Option<string> Create() => new("--by") { Description = "Who does it", DefaultValueFactory = _ => Environment.UserName is { Length: > 0 } user ? user : "somebody" };
}
