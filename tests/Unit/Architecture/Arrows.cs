namespace Tocsin.Unit.Architecture;

/// <summary>Who may depend on whom, and what is wrong with a set of projects that should keep to it.</summary>
internal static class Arrows
{
    private static readonly string[] _everyPart = ["protos", "engine", "runtime"];

    private static readonly string[] _everything = [.. _everyPart, "runtime-streamiz", "services", "cli", "examples"];

    // From the part that depends to the parts it may depend on. A part is the first folder of a path.
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["protos"] = [],
        ["engine"] = ["protos"],
        ["runtime"] = ["protos"],
        ["runtime-streamiz"] = ["protos", "engine"],
        ["services"] = _everyPart,
        // `tocsin up` runs the services in its own process.
        ["cli"] = [.. _everyPart, "services"],
        ["bench"] = [.. _everyPart, "services"],
        // What a user would write: the words, and a Kafka client of one's own.
        ["examples"] = ["protos"],
        ["topology-tests"] = _everything,
        ["tests"] = _everything,
    };

    // These have one project in each of their folders; every other part is one project.
    private static readonly string[] _several = ["services", "tests", "examples"];

    private static readonly string[] _withMain = ["services", "cli", "bench", "examples"];

    private static readonly string[] _withKafka = ["runtime", "topology-tests", "tests", "bench", "examples"];

    private static readonly string[] _emptyNames = ["Common", "Core", "Shared", "Helpers", "Managers", "Abstractions"];

    /// <summary>One sentence for each arrow that points the wrong way, naming the project; none when all is well.</summary>
    internal static IEnumerable<string> Violations(ProjectFile project)
    {
        var part = PartOf(project.Folder);
        if (!_allowed.TryGetValue(part, out var allowed) || project.Folder.Count(c => c == '/') != (_several.Contains(part) ? 1 : 0))
        {
            return [$"{project.Folder} has no place in the layout"];
        }

        var references = project.References
            .Where(reference => !allowed.Contains(PartOf(reference)))
            .Select(reference => $"{project.Folder} must not reference {reference}");
        var kafka = project.Packages
            .Where(package => package == "Confluent.Kafka" && !_withKafka.Contains(part))
            .Select(package => $"{project.Folder} must not reference {package}: only runtime touches Kafka");
        var main = project.HasMain && !_withMain.Contains(part) ? [$"{project.Folder} must not be a program"] : Array.Empty<string>();
        return references.Concat(kafka).Concat(main);
    }

    /// <summary>Folder names that say nothing about what is in them.</summary>
    internal static IEnumerable<string> EmptyNames(string path) =>
        path.Split('/').SkipLast(1)
            .Where(folder => _emptyNames.Contains(folder, StringComparer.OrdinalIgnoreCase))
            .Select(folder => $"{path}: a folder called {folder} doesn't say what is in it");

    private static string PartOf(string folder) => folder.Split('/')[0];
}
