using System.CommandLine;

namespace Tocsin.Cli.Files;

/// <summary>The files that a command line names: files, folders (their YAML files, however deep, in the order of their names) and - for the standard input.</summary>
internal static class InputFiles
{
    public const string StandardInput = "stdin";

    public static Argument<string[]> Argument(string description)
    {
        var argument = new Argument<string[]>("FILE") { Description = description, Arity = ArgumentArity.OneOrMore };
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && token.Value != "-" && !File.Exists(token.Value)))
            {
                result.AddError($"unknown option '{token.Value}'");
            }
        });
        return argument;
    }

    /// <summary>Reads what can be read; what can't be is told to <paramref name="refuse"/>. Of folders only the files that are wanted.</summary>
    public static List<InputFile> Read(IEnumerable<string> paths, Terminal terminal, Func<string, bool> isWanted, Action<string> refuse)
    {
        var files = new List<InputFile>();
        foreach (var path in paths)
        {
            if (path == "-")
            {
                files.Add(new(StandardInput, terminal.In.ReadToEnd()));
            }
            else if (Directory.Exists(path))
            {
                var found = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsYaml).Where(isWanted).Order(StringComparer.Ordinal).ToList();
                files.AddRange(found.Select(file => Read(file, refuse)).OfType<InputFile>());
                if (found.Count == 0)
                {
                    refuse($"{path}: no such files in this folder");
                }
            }
            else if (Read(path, refuse) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    /// <summary>Reads a single file, or the standard input. Null after a refusal.</summary>
    public static InputFile? ReadOne(string path, Terminal terminal, Action<string> refuse)
    {
        if (Directory.Exists(path))
        {
            refuse($"{path}: a file is expected, this is a folder");
            return null;
        }

        return path == "-" ? new(StandardInput, terminal.In.ReadToEnd()) : Read(path, refuse);
    }

    /// <summary>Null after a refusal.</summary>
    private static InputFile? Read(string path, Action<string> refuse)
    {
        try
        {
            return new(path, File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            refuse(File.Exists(path) ? $"{path}: {failure.Message}" : $"{path}: no such file or folder");
            return null;
        }
    }

    private static bool IsYaml(string file) => Path.GetExtension(file) is ".yml" or ".yaml";
}
