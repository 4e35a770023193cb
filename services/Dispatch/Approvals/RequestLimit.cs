namespace Tocsin.Dispatch.Approvals;

/// <summary>So many requests a second, and as many more at once after a quiet while. May be used from several threads.</summary>
internal sealed class RequestLimit(int perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _lastMs;
    private double _free = 2 * perSecond;

    public bool TryTake()
    {
        lock (_lock)
        {
            var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            _free = Math.Min(2 * perSecond, _free + (Math.Max(0, nowMs - _lastMs) * perSecond / 1_000.0));
            _lastMs = Math.Max(_lastMs, nowMs);
            if (_free < 1)
            {
                return false;
            }

            _free--;
            return true;
        }
    }
}
