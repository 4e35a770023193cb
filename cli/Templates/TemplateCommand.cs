using System.CommandLine;

namespace Tocsin.Cli.Templates;

/// <summary><c>tocsin template</c>: what receivers see.</summary>
internal static class TemplateCommand
{
    public static Command Create(Terminal terminal) => new("template", "Shows what receivers would see.")
    {
        RenderCommand.Create(terminal),
    };
}
