namespace Tocsin.Cli.Auditing;

/// <summary>Where a user's programs keep what they can make again.</summary>
internal static class CacheFolder
{
    public static string Default => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder ? folder : Path.Combine(Home, ".cache"),
        CommandLine.Name,
        "audit");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : Path.GetTempPath();
}
