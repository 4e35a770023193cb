using Tocsin.Detect;

namespace Tocsin.Integration.Detect;

/// <summary>Detect in a thread of its own until disposed; a failure of it fails the test.</summary>
public sealed class RunningDetect : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public RunningDetect(DetectSettings settings, TimeProvider time, Log log)
    {
        var service = new DetectService(settings, time, log);
        _run = Task.Factory.StartNew(() => service.Run(_stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _run.GetAwaiter().GetResult();
        _stop.Dispose();
    }
}
