using System.CommandLine;
using Tocsin.Cli.Checking;
using Tocsin.Cli.Files;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Packages;

/// <summary>The option that names the policies, a file or a folder of such files, and the book they make.</summary>
internal sealed class PolicyFiles
{
    private readonly Option<string?> _path = new("--policies") { Description = "The policies' file, or the folder of such files, that Converge reads [default: the built-in packages alone]" };

    public void AddTo(Command command) => command.Options.Add(_path);

    /// <summary>Null if none is named.</summary>
    public string? Path(ParseResult result) => result.GetValue(_path);

    /// <summary>Null after errors, all of which are told; warnings are left to <c>tocsin check</c>.</summary>
    public PolicyBook? Read(ParseResult result, Terminal terminal)
    {
        if (result.GetValue(_path) is not { } path)
        {
            return PolicyBook.BuiltIn;
        }

        List<InputFile> files = [.. Names(path).Select(name => new InputFile(name, File.ReadAllText(name)))];
        var read = PoliciesReader.Read([.. files.Select(file => (file.Text, file.Name))]);
        if (read.Book is null)
        {
            ProblemText.Write(terminal with { Out = terminal.Error }, read.Problems.Where(problem => problem.Severity == Severity.Error), files);
        }

        return read.Book;
    }

    private static IEnumerable<string> Names(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Where(file => System.IO.Path.GetExtension(file) is ".yml" or ".yaml").Order(StringComparer.Ordinal)
        : [path];
}
