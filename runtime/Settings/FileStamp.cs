namespace Tocsin.Runtime.Settings;

/// <summary>How a file looked: as long as that stays the same, it isn't read again.</summary>
internal sealed record FileStamp(string Path, DateTime WrittenUtc, long Length)
{
    private static readonly string[] _endings = [".yml", ".yaml"];

    /// <summary>Of files that lie beside settings and test them.</summary>
    private static readonly string[] _tests = [".test", ".policy-test"];

    /// <summary>The file, or those of a folder that aren't tests, in the order of their names; null if there is neither, which is a change like any other.</summary>
    public static FileStamp[]? Of(string path, bool mayBeFolder)
    {
        if (mayBeFolder && Directory.Exists(path))
        {
            return [.. Directory.EnumerateFiles(path)
                .Where(file => _endings.Contains(System.IO.Path.GetExtension(file)) && !_tests.Contains(System.IO.Path.GetExtension(System.IO.Path.GetFileNameWithoutExtension(file))))
                .Order(StringComparer.Ordinal)
                .Select(file => Of(new FileInfo(file)))];
        }

        var file = new FileInfo(path);
        return file.Exists ? [Of(file)] : null;
    }

    public static bool AreEqual(FileStamp[]? left, FileStamp[]? right) => left is null || right is null ? left == right : left.AsSpan().SequenceEqual(right);

    public static IReadOnlyList<(string Text, string File)> ReadAll(FileStamp[] stamps) => [.. stamps.Select(stamp => (File.ReadAllText(stamp.Path), stamp.Path))];

    /// <summary>Where the name is a link, as in a mounted configuration, the file behind it is what changes.</summary>
    private static FileStamp Of(FileInfo file)
    {
        var real = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        return new FileStamp(file.ToString(), real.LastWriteTimeUtc, real.Length);
    }
}
