namespace Tocsin.Unit.Rules;

/// <summary>The settings files that lie beside these tests.</summary>
internal static class SettingsFiles
{
    private const string Expectation = "# expect: ";

    public static string Shipped => Read("conf/alarm-settings.yml");

    public static TheoryData<string> In(string folder, string of = "Rules") =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, of, folder), "*.yml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([AppContext.BaseDirectory, .. path]));

    /// <summary>What the first lines of a file say about it, as "line:column code".</summary>
    public static IEnumerable<string> Expected(string text) =>
        text.Split('\n').TakeWhile(line => line.StartsWith(Expectation, StringComparison.Ordinal)).Select(line => line[Expectation.Length..]);
}
