using System.CommandLine;

namespace Tocsin.Cli.Silences;

/// <summary><c>tocsin silence</c>: what isn't to be told for a while.</summary>
internal static class SilenceCommand
{
    public static Command Create(Terminal terminal) => new("silence", "Adds, lists and ends silences: what they are for isn't told while they are active.")
    {
        AddCommand.Create(terminal),
        QueryCommand.Create(terminal),
        ExpireCommand.Create(terminal),
    };
}
