using Microsoft.Extensions.Logging;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Converge.Matching;

/// <summary>Dispatch's settings file on disk, of which only hooks' names and routes matter here. One that isn't there yet says nothing.</summary>
internal sealed class DispatchFile(ILogger logger) : IFileNotes<RoutingSettings>
{
    /// <exception cref="StageFailureException">The file can't be read or has errors, all of which the message lists.</exception>
    public static WatchedFile<RoutingSettings> Watch(string path, ILogger logger) => new(path, Read, new DispatchFile(logger), RoutingSettings.Empty);

    public void Read(string path, RoutingSettings settings) => PoliciesLog.DispatchRead(logger, path, settings.Hooks.Length, settings.Routes.Length);

    public void Problem(string problem) => PoliciesLog.DispatchProblem(logger, problem);

    public void Refused(string path) => PoliciesLog.DispatchRefused(logger, path);

    public void Unreadable(string path, string reason) => PoliciesLog.DispatchUnreadable(logger, path, reason);

    public void Missing(string path) => PoliciesLog.NoDispatchFile(logger, path);

    private static (RoutingSettings? Settings, IReadOnlyList<string> Problems) Read(IReadOnlyList<(string Text, string File)> files)
    {
        var (text, file) = files[0];
        var read = RoutingReader.Read(text, file);
        return (read.Settings, [.. read.Problems.Select(problem => problem.ToString())]);
    }
}
