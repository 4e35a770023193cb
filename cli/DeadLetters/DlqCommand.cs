using System.CommandLine;

namespace Tocsin.Cli.DeadLetters;

/// <summary><c>tocsin dlq</c>: what could not be processed or delivered, and back with it.</summary>
internal static class DlqCommand
{
    public static Command Create(Terminal terminal) => new("dlq", "Shows dead letters (what could not be processed or delivered) and sends them on their way again.")
    {
        ListCommand.Create(terminal),
        ShowCommand.Create(terminal),
        RedriveCommand.Create(terminal),
    };
}
