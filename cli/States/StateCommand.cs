using System.CommandLine;

namespace Tocsin.Cli.States;

/// <summary><c>tocsin state</c>: what services remember between records.</summary>
internal static class StateCommand
{
    public static Command Create(Terminal terminal) => new("state", "Looks into the states that services have saved.")
    {
        ShowCommand.Create(terminal),
    };
}
