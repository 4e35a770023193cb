using System.Security;

namespace Tocsin.Dispatch.Secrets;

/// <summary>Values of settings that stand elsewhere: "env:NAME" is what the environment variable holds, "file:PATH" the file's text without one line end after it.</summary>
/// <param name="variable">Gives an environment variable; null if it isn't set.</param>
internal sealed class SecretSource(Func<string, string?> variable)
{
    /// <summary>A secret is shorter; a file that isn't was named by mistake.</summary>
    public const int MostBytes = 65_536;

    private const string FromFile = "file:";
    private const string FromVariable = "env:";

    public static SecretSource System { get; } = new(Environment.GetEnvironmentVariable);

    public static bool IsReference(string value) => value.StartsWith(FromFile, StringComparison.Ordinal) || value.StartsWith(FromVariable, StringComparison.Ordinal);

    /// <summary>The value itself if it stands nowhere else. A file is read anew each time, so that a secret can be changed there.</summary>
    /// <param name="value">As the settings have it.</param>
    /// <param name="what">Names the value in errors: "slack.ops: url".</param>
    /// <exception cref="SecretException">It can't be had.</exception>
    public string Resolve(string value, string what)
    {
        var resolved = value.StartsWith(FromFile, StringComparison.Ordinal) ? OfFile(value[FromFile.Length..], what)
            : value.StartsWith(FromVariable, StringComparison.Ordinal) ? OfVariable(value[FromVariable.Length..], what)
            : value;
        return resolved.Length > 0 || value.Length == 0 ? resolved : throw new SecretException($"{what}: {value} is empty");
    }

    private string OfVariable(string name, string what) =>
        variable(name) ?? throw new SecretException($"{what}: the environment variable {name} isn't set");

    private static string OfFile(string path, string what)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MostBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= MostBytes ? Trimmed(bytes.AsSpan(0, length)) : throw new SecretException($"{what}: the file {path} is longer than {MostBytes} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException)
        {
            throw new SecretException($"{what}: the file {path} can't be read: {exception.Message}");
        }
    }

    private static string Trimmed(ReadOnlySpan<byte> bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()));
        var text = reader.ReadToEnd();
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }
}
