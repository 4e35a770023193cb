using Microsoft.Extensions.Logging;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>A settings file on disk that is to be applied at the start and whenever it changes.</summary>
internal sealed class RulesFile
{
    private const string NoFile = "there is no such file";
    private readonly ILogger _logger;
    private (DateTime Written, long Length)? _seen;

    /// <exception cref="StageFailureException">The file can't be read or has errors, all of which the message lists.</exception>
    public RulesFile(string path, ILogger logger)
    {
        Path = path;
        _logger = logger;
        try
        {
            _seen = Stamp();
            Text = _seen is null ? throw new FileNotFoundException(NoFile) : File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{path} can't be read: {exception.Message}", exception);
        }

        var read = SettingsReader.Read(Text, path);
        Report(read);
        if (read.RuleSet is null)
        {
            throw new StageFailureException($"{path} has errors:{Environment.NewLine}{string.Join(Environment.NewLine, read.Problems)}");
        }
    }

    public string Path { get; }

    /// <summary>What the file last held without errors.</summary>
    public string Text { get; private set; }

    /// <summary>Reads the file again if it changed. True if it holds something else without errors; one with errors changes nothing.</summary>
    public bool Refresh()
    {
        try
        {
            var stamp = Stamp();
            if (stamp == _seen)
            {
                return false;
            }

            _seen = stamp;
            return Take(stamp is null ? throw new FileNotFoundException(NoFile) : File.ReadAllText(Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            DetectLog.RulesUnreadable(_logger, Path, exception.Message);
            return false;
        }
    }

    private bool Take(string text)
    {
        var read = SettingsReader.Read(text, Path);
        Report(read);
        if (read.RuleSet is null)
        {
            DetectLog.RulesRefused(_logger, Path);
            return false;
        }

        var isNew = text != Text;
        Text = text;
        return isNew;
    }

    /// <summary>Null for a file that isn't there, which is a change like any other.</summary>
    private (DateTime Written, long Length)? Stamp()
    {
        var file = new FileInfo(Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }

    private void Report(ReadSettings read)
    {
        foreach (var problem in read.Problems)
        {
            DetectLog.RulesProblem(_logger, problem.ToString());
        }

        if (read.RuleSet is { } rules)
        {
            DetectLog.RulesRead(_logger, rules.Version, Path, rules.Rules.Length, rules.Composites.Length);
        }
    }
}
