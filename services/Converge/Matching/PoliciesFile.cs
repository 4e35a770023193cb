using Microsoft.Extensions.Logging;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Converge.Matching;

/// <summary>Policies on disk, a file or a folder of files that are one book, read at the start and whenever one of them changes.</summary>
internal sealed class PoliciesFile(ILogger logger) : IFileNotes<PolicyBook>
{
    /// <param name="path">A file, or a folder.</param>
    /// <param name="router">Whom there is to tell: whoever isn't there may come with the next rules, so this is warned of.</param>
    /// <param name="logger">Is told what comes of it.</param>
    /// <exception cref="StageFailureException">It can't be read or has errors, all of which the message lists.</exception>
    public static WatchedFile<PolicyBook> Watch(string path, Func<Router> router, ILogger logger) =>
        new(path, files => Read(files, router()), new PoliciesFile(logger), mayBeFolder: true);

    public void Read(string path, PolicyBook settings) => PoliciesLog.Read(logger, settings.Version, path, settings.Count, settings.Shields.Length);

    public void Problem(string problem) => PoliciesLog.Problem(logger, problem);

    public void Refused(string path) => PoliciesLog.Refused(logger, path);

    public void Unreadable(string path, string reason) => PoliciesLog.Unreadable(logger, path, reason);

    private static (PolicyBook? Settings, IReadOnlyList<string> Problems) Read(IReadOnlyList<(string Text, string File)> files, Router router)
    {
        var read = PoliciesReader.Read(files, new KnownSettings(router, Rules: null) { IsComplete = false });
        return (read.Book, [.. read.Problems.Select(problem => problem.ToString())]);
    }
}
