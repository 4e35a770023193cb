using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tocsin.Integration.Telemetry;

/// <summary>Detect as a process of its own, with the lines it has written.</summary>
internal sealed class DetectProcess : IDisposable
{
    private readonly Process _process;

    private DetectProcess(Process process) => _process = process;

    public ConcurrentQueue<string> Lines { get; } = [];

    public int Id => _process.Id;

    public static DetectProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tocsin.Detect.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var detect = new DetectProcess(new Process { StartInfo = start });
        detect._process.OutputDataReceived += (_, line) => detect.Keep(line.Data);
        detect._process.ErrorDataReceived += (_, line) => detect.Keep(line.Data);
        detect._process.Start();
        detect._process.BeginOutputReadLine();
        detect._process.BeginErrorReadLine();
        return detect;
    }

    public async Task<int> ExitCodeAsync(CancellationToken stop)
    {
        await _process.WaitForExitAsync(stop);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            Lines.Enqueue(line);
        }
    }
}
