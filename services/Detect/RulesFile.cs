using Microsoft.Extensions.Logging;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>The settings file on disk and the rule set it last held without errors.</summary>
internal sealed class RulesFile : IRuleVersions
{
    private readonly string _path;
    private readonly ILogger _logger;
    private (DateTime Written, long Length) _seen;

    /// <exception cref="StageFailureException">The file can't be read or has errors, all of which the message lists.</exception>
    public RulesFile(string path, ILogger logger)
    {
        _path = path;
        _logger = logger;
        try
        {
            _seen = Stamp();
            var read = SettingsReader.Read(File.ReadAllText(path), path);
            Current = read.RuleSet ?? throw new StageFailureException($"{path} has errors:{Environment.NewLine}{string.Join(Environment.NewLine, read.Problems)}");
            Report(read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageFailureException($"{path} can't be read: {exception.Message}", exception);
        }
    }

    public RuleSet Current { get; private set; }

    public RuleSet? Find(string version) => version == Current.Version ? Current : null;

    public RuleSet StartOf(int partition) => Current;

    /// <summary>Reads the file again if it changed. True if there is a new rule set; a file with errors changes nothing.</summary>
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
            var read = SettingsReader.Read(File.ReadAllText(_path), _path);
            Report(read);
            if (read.RuleSet is null)
            {
                DetectLog.RulesRefused(_logger, _path, Current.Version);
                return false;
            }

            var isNew = read.RuleSet.Version != Current.Version;
            Current = read.RuleSet;
            return isNew;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            DetectLog.RulesUnreadable(_logger, _path, exception.Message, Current.Version);
            return false;
        }
    }

    private (DateTime Written, long Length) Stamp()
    {
        var file = new FileInfo(_path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : throw new FileNotFoundException("there is no such file");
    }

    private void Report(ReadSettings read)
    {
        foreach (var problem in read.Problems)
        {
            DetectLog.RulesProblem(_logger, problem.ToString());
        }

        if (read.RuleSet is { } rules)
        {
            DetectLog.RulesRead(_logger, rules.Version, _path, rules.Rules.Length, rules.Composites.Length);
        }
    }
}
