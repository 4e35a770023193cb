using Microsoft.Extensions.Logging;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Dispatch.Routing;

/// <summary>Dispatch's settings file on disk, read at the start and whenever it changes. One that isn't there yet says nothing.</summary>
internal sealed class DispatchFile(ILogger logger) : IFileNotes<RoutingSettings>
{
    /// <exception cref="StageFailureException">The file can't be read or has errors, all of which the message lists.</exception>
    public static WatchedFile<RoutingSettings> Watch(string path, ILogger logger) => new(path, Read, new DispatchFile(logger), RoutingSettings.Empty);

    public void Read(string path, RoutingSettings settings) => RoutingLog.FileRead(logger, path, settings.Hooks.Length, settings.Routes.Length);

    public void Problem(string problem) => RoutingLog.FileProblem(logger, problem);

    public void Refused(string path) => RoutingLog.FileRefused(logger, path);

    public void Unreadable(string path, string reason) => RoutingLog.FileUnreadable(logger, path, reason);

    public void Missing(string path) => RoutingLog.NoFile(logger, path);

    private static (RoutingSettings? Settings, IReadOnlyList<string> Problems) Read(IReadOnlyList<(string Text, string File)> files)
    {
        var (text, file) = files[0];
        var read = RoutingReader.Read(text, file);
        return (read.Settings, [.. read.Problems.Select(problem => problem.ToString())]);
    }
}
