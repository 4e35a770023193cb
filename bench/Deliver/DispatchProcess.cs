using System.Diagnostics;
using Tocsin.Runtime.Stages;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>Dispatch as its container runs it, so that its processor time is its own.</summary>
internal sealed class DispatchProcess : IDisposable
{
    private readonly string _settings = Path.GetTempFileName();
    private readonly Process _process;

    /// <param name="topics">The broker. Dispatch waits at its end as briefly as <paramref name="fetchWaitMs"/> says, for this one wakes nobody.</param>
    /// <param name="settings">The text of dispatch.yml.</param>
    /// <param name="guarantee">As its option has it.</param>
    /// <param name="fetchWaitMs">The longest wait for records.</param>
    public DispatchProcess(DispatchTopics topics, string settings, string guarantee, int fetchWaitMs)
    {
        File.WriteAllText(_settings, settings);
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Tocsin.Dispatch.dll"), "--bootstrap", topics.Client.BootstrapServers, "--dispatch", _settings, "--from", "alarms", "--guarantee", guarantee, "--listen", "off",
            "--client", $"fetch.wait.max.ms={fetchWaitMs}",
        ];
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true }) ?? throw new StageFailureException("Dispatch doesn't start");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    /// <summary>Of all its threads, since it began.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? throw new StageFailureException("Dispatch has ended") : _process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_settings);
    }
}
