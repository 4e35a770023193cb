using Microsoft.Extensions.Logging;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>A settings file on disk that is to be applied at the start and whenever it changes.</summary>
internal sealed class RulesFile(ILogger logger) : IFileNotes<RulesText>
{
    /// <exception cref="StageFailureException">The file can't be read or has errors, all of which the message lists.</exception>
    public static WatchedFile<RulesText> Watch(string path, ILogger logger) => new(path, Read, new RulesFile(logger));

    public void Read(string path, RulesText settings) =>
        DetectLog.RulesRead(logger, settings.Rules.Version, path, settings.Rules.Rules.Length, settings.Rules.Composites.Length);

    public void Problem(string problem) => DetectLog.RulesProblem(logger, problem);

    public void Refused(string path) => DetectLog.RulesRefused(logger, path);

    public void Unreadable(string path, string reason) => DetectLog.RulesUnreadable(logger, path, reason);

    private static (RulesText? Settings, IReadOnlyList<string> Problems) Read(IReadOnlyList<(string Text, string File)> files)
    {
        var (text, file) = files[0];
        var read = SettingsReader.Read(text, file);
        return (read.RuleSet is { } rules ? new RulesText(text, file, rules) : null, [.. read.Problems.Select(problem => problem.ToString())]);
    }
}
