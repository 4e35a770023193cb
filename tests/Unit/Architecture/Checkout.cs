namespace Tocsin.Unit.Architecture;

/// <summary>The files of the checkout the tests were built from, without what is built or downloaded into it.</summary>
internal static class Checkout
{
    private static readonly string[] _notOurs = ["artifacts", ".git", "node_modules", ".vs", ".idea", "TestResults", "BenchmarkDotNet.Artifacts"];

    internal static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with slashes.</summary>
    internal static IEnumerable<string> Files() =>
        Folders(Root).Append(Root).SelectMany(Directory.EnumerateFiles).Select(Relative).Order(StringComparer.Ordinal);

    internal static string[] Lines(string file) => File.ReadAllText(Path.Combine(Root, file)).Split('\n');

    private static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(child => !_notOurs.Contains(Path.GetFileName(child)))
            .SelectMany(child => Folders(child).Prepend(child));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pipeline.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Pipeline.sln isn't in a folder above the tests");
        }

        return folder;
    }
}
