using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>
/// librdkafka options as a user writes them. A value <c>file:PATH</c> is what the file holds (without the line end after it), <c>env:NAME</c> what the
/// environment variable holds, so that secrets need not stand in command lines and files of settings.
/// </summary>
public static class ClientOptions
{
    /// <summary><c>TOCSIN_CLIENT_SASL_PASSWORD</c> sets <c>sasl.password</c>.</summary>
    public const string VariablePrefix = "TOCSIN_CLIENT_";

    /// <summary>Names a file with options; it isn't an option itself.</summary>
    public const string FileVariable = VariablePrefix + "FILE";

    private const string FromFile = "file:";
    private const string FromVariable = "env:";

    /// <summary>All there are, from the environment of this process, from files and as given: the later of these wins, and the last one of a name.</summary>
    /// <exception cref="StageFailureException">One isn't of the form name=value, or names a file or variable that can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> options, string? file) =>
        Read(options, file, Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? ""));

    internal static IReadOnlyDictionary<string, string> Read(IEnumerable<string> options, string? file, IReadOnlyDictionary<string, string> environment)
    {
        file ??= environment.GetValueOrDefault(FileVariable);
        var result = new Dictionary<string, string>();
        foreach (var (name, value) in FromEnvironment(environment).Concat(FromLines(file)).Concat(options.Select(option => Split(option, "the command line"))))
        {
            result[name] = Resolve(name, value, environment);
        }

        return result;
    }

    private static IEnumerable<(string Name, string Value)> FromEnvironment(IReadOnlyDictionary<string, string> environment) => environment
        .Where(variable => variable.Key.StartsWith(VariablePrefix, StringComparison.Ordinal) && variable.Key != FileVariable)
        .Select(variable => (OptionName(variable.Key[VariablePrefix.Length..]), variable.Value));

    private static string OptionName(string variable) => string.Concat(variable.Select(letter => letter == '_' ? '.' : char.ToLowerInvariant(letter)));

    /// <summary>A line is empty, a comment that begins with #, or name=value.</summary>
    private static IEnumerable<(string Name, string Value)> FromLines(string? file)
    {
        if (string.IsNullOrEmpty(file))
        {
            return [];
        }

        var lines = Text(file, $"the file of client options {file}").Split('\n', StringSplitOptions.TrimEntries);
        return [.. lines.Select((line, index) => (line, number: index + 1))
            .Where(each => each.line.Length > 0 && !each.line.StartsWith('#'))
            .Select(each => Split(each.line, $"{file}:{each.number}"))];
    }

    /// <summary>What stands in place of a name may be a secret, so it isn't repeated where no name is found.</summary>
    private static (string Name, string Value) Split(string option, string where)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (option[..equals].Trim(), option[(equals + 1)..].Trim())
            : throw new StageFailureException($"{where}: a client option has the form name=value, for example security.protocol=SASL_SSL; one has no name or no '='");
    }

    private static string Resolve(string name, string value, IReadOnlyDictionary<string, string> environment)
    {
        if (value.StartsWith(FromFile, StringComparison.Ordinal))
        {
            return Text(value[FromFile.Length..], $"the value of the client option {name}").TrimEnd('\r', '\n');
        }

        return !value.StartsWith(FromVariable, StringComparison.Ordinal) ? value
            : environment.GetValueOrDefault(value[FromVariable.Length..])
                ?? throw new StageFailureException($"the client option {name}: the environment variable {value[FromVariable.Length..]} isn't set");
    }

    private static string Text(string path, string what)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StageFailureException($"{what} can't be read: {exception.Message}", exception);
        }
    }
}
