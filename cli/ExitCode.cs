namespace Tocsin.Cli;

/// <summary>What a command tells its caller by its exit code.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The command did its work and found problems.</summary>
    public const int Problems = 1;

    /// <summary>The command could not do its work: wrong arguments, a missing file.</summary>
    public const int Usage = 2;

    /// <summary>A fault of the program.</summary>
    public const int Fault = 3;
}
