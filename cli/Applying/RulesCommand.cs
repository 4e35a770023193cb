using System.CommandLine;

namespace Tocsin.Cli.Applying;

/// <summary><c>tocsin rules</c>: which rules are in force, and others instead.</summary>
internal static class RulesCommand
{
    public static Command Create(Terminal terminal) => new("rules", "Applies rules and shows which ones are in force.")
    {
        ApplyCommand.Create(terminal),
        ListCommand.Create(terminal),
        ShowCommand.Create(terminal),
        DiffCommand.Create(terminal),
    };
}
