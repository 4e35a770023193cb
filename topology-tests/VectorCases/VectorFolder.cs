using System.Text.Json;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>The folder of vectors: that of TOCSIN_VECTORS, else the project's own copy.</summary>
internal static class VectorFolder
{
    private const string Variable = "TOCSIN_VECTORS";
    private static readonly Lazy<IReadOnlyList<VectorCase>> _cases = new(ReadAll);

    public static string OwnFolder { get; } = Path.Combine(AppContext.BaseDirectory, "vectors");

    public static bool IsOwn { get; } = string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    /// <summary>A relative path counts from where the tests were started, not from where the test host runs.</summary>
    public static string Folder { get; } = IsOwn
        ? OwnFolder
        : Path.GetFullPath(Environment.GetEnvironmentVariable(Variable)!, Environment.GetEnvironmentVariable("PWD") ?? Environment.CurrentDirectory);

    public static IReadOnlyList<VectorCase> Cases => _cases.Value;

    public static VectorCase Find(string file, string name) => Cases.Single(@case => @case.File == file && @case.Name == name);

    private static List<VectorCase> ReadAll()
    {
        var files = Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? [.. files.SelectMany(Read)] : throw new InvalidDataException($"{Folder}: no *.json");
    }

    private static IEnumerable<VectorCase> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var file = Path.GetFileName(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("cases", out var cases)
            || cases.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{path}: expected an object with an array \"cases\"");
        }

        var names = new Dictionary<string, int>();
        return [.. cases.EnumerateArray().Select(@case => Read(file, @case.Clone(), names))];
    }

    /// <summary>A name used before in the same file gets a number, so that every case is a test of its own.</summary>
    private static VectorCase Read(string file, JsonElement json, Dictionary<string, int> names)
    {
        var name = Text(json, "name") ?? Text(json, "id") ?? "unnamed";
        var used = names[name] = names.GetValueOrDefault(name) + 1;
        return new(file, used == 1 ? name : $"{name} ({used})", Text(json, "kind") ?? "", json);
    }

    private static string? Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
