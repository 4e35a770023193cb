using Tocsin.Converge;
using Tocsin.Integration.Detect;

namespace Tocsin.Integration.Acting;

/// <summary>Converge in threads of this process until disposed, which is its graceful end; a failure of it fails the test.</summary>
internal sealed class RunningConverge : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public RunningConverge(ConvergeSettings settings)
    {
        var service = new ConvergeService(settings, TimeProvider.System, new Log());
        _run = Task.Factory.StartNew(() => service.Run(_stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>It ended by itself.</summary>
    public bool HasFailed => _run.IsFaulted;

    public void Dispose()
    {
        _stop.Cancel();
        _run.GetAwaiter().GetResult();
        _stop.Dispose();
    }
}
