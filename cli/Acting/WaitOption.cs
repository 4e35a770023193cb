using System.CommandLine;

namespace Tocsin.Cli.Acting;

/// <summary>The option to stay until the log shows what came of it.</summary>
internal static class WaitOption
{
    public static Option<bool> Create(string what) => new("--wait") { Description = what };
}
