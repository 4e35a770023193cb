using System.CommandLine;

namespace Tocsin.Cli;

/// <summary>A command whose help ends with examples: what each does, and the line to type.</summary>
internal sealed class TocsinCommand(string name, string description, params IReadOnlyList<(string Does, string Line)> examples)
    : Command(name, description)
{
    public IReadOnlyList<(string Does, string Line)> Examples => examples;
}
