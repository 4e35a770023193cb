namespace Tocsin.Cli.Files;

/// <summary>A file named on the command line, or found in a folder that was.</summary>
internal sealed record InputFile(string Name, string Text)
{
    /// <summary>Lines and columns of problems refer to these.</summary>
    public string[] Lines => Text.ReplaceLineEndings("\n").Split('\n');
}
