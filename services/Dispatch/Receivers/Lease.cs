namespace Tocsin.Dispatch.Receivers;

/// <summary>Disposes of something once it has ended and nobody uses it any more.</summary>
internal sealed class Lease(IDisposable thing)
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _hasEnded;

    /// <summary>False if it has ended.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            _users += _hasEnded ? 0 : 1;
            return !_hasEnded;
        }
    }

    public void Return()
    {
        lock (_lock)
        {
            _users--;
            DisposeIfUnused();
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            DisposeIfUnused();
        }
    }

    private void DisposeIfUnused()
    {
        if (_hasEnded && _users == 0)
        {
            thing.Dispose();
        }
    }
}
