namespace Tocsin.Runtime.Settings;

/// <summary>Looks for changes again and again in the background, until disposed. Whatever goes wrong with one look, the next follows.</summary>
public sealed class BackgroundWatch : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _look;
    private readonly Action<string> _onTrouble;
    private readonly Task _watching;

    /// <param name="look">Is called from one thread at a time.</param>
    /// <param name="onTrouble">Is told what a look threw.</param>
    /// <param name="interval">Between the looks.</param>
    /// <param name="time">Measures it.</param>
    public BackgroundWatch(Action look, Action<string> onTrouble, TimeSpan interval, TimeProvider time)
    {
        (_look, _onTrouble) = (look, onTrouble);
        _watching = Task.Run(() => WatchAsync(interval, time));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _watching.Wait();
        _stop.Dispose();
    }

    private async Task WatchAsync(TimeSpan interval, TimeProvider time)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                LookSafely();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private void LookSafely()
    {
        try
        {
            _look();
        }
        catch (Exception exception)
        {
            _onTrouble(exception.Message);
        }
    }
}
