using System.CommandLine;

namespace Tocsin.Cli.Provisioning;

/// <summary><c>tocsin topics</c>: the topics of all stages, made and checked.</summary>
internal static class TopicsCommand
{
    public static Command Create(Terminal terminal) => new("topics", "Makes the topics with the configuration they need, and checks it.")
    {
        CreateCommand.Create(terminal),
        VerifyCommand.Create(terminal),
    };
}
