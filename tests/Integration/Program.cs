using System.Diagnostics;

namespace Tocsin.Integration;

/// <summary>A program in a process of its own, and what it writes. Killed if it is still there at the end.</summary>
public sealed class Program : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public Program(string file, params string[] arguments)
    {
        // Where the tests run in the background, SIGINT is ignored, and the program would inherit that.
        var start = OperatingSystem.IsLinux() ? new ProcessStartInfo("env", ["--default-signal=INT", file, .. arguments]) : new ProcessStartInfo(file, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Remove("TOCSIN_BOOTSTRAP");
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Memory in use, in MiB; 0 once it has ended.</summary>
    public long MemoryMiB
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64 >> 20;
        }
    }

    public string Output => _output.GetAwaiter().GetResult();

    public string Error => _error.GetAwaiter().GetResult();

    /// <summary>Waits for its end and gives its exit code.</summary>
    public int ExitCode()
    {
        if (!_process.WaitForExit(_patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"it doesn't end:\n{Output}{Error}");
        }

        return _process.ExitCode;
    }

    public void MustSucceed() => Assert.True(ExitCode() == 0, $"exit code {ExitCode()}\n{Output}{Error}");

    /// <summary>Sends a signal by its name, such as TERM.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it at once, without notice.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
