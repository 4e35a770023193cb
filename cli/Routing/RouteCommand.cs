using System.CommandLine;

namespace Tocsin.Cli.Routing;

/// <summary><c>tocsin route</c>: where alarms go.</summary>
internal static class RouteCommand
{
    public static Command Create(Terminal terminal) => new("route", "Says where alarms go.")
    {
        RouteTestCommand.Create(terminal),
    };
}
