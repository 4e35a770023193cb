using System.CommandLine;

namespace Tocsin.Cli.Records;

/// <summary><c>tocsin records</c>: what was asked for because of alarms, and what became of it.</summary>
internal static class RecordsCommand
{
    public static Command Create(Terminal terminal) => new("records", "Shows processing records: what was asked for because of alarms, why it ran or didn't, and what came of it.")
    {
        ListCommand.Create(terminal),
        ShowCommand.Create(terminal),
    };
}
