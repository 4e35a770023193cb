namespace Tocsin.Runtime.Telemetry;

/// <summary>Whether a stage is alive and ready. The runner tells, probes ask; any thread may do either, and nobody waits.</summary>
/// <param name="stage">The stage's name, for the answers.</param>
/// <param name="time">Says how long ago the loop last turned.</param>
public sealed class StageHealth(string stage, TimeProvider time)
{
    private static readonly int[] _none = [];
    private long _lastBeat = time.GetTimestamp();
    private volatile int[]? _assigned;
    private volatile int[] _restoring = _none;

    /// <summary>
    /// How long the loop may take for one turn before the process counts as hanging: longer than one commit may wait for a broker's answers.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>To be called each time the loop turns, and while it waits for a broker.</summary>
    public void Beat() => Volatile.Write(ref _lastBeat, time.GetTimestamp());

    /// <summary>To be called with all partitions this instance has whenever they change; none is an assignment too.</summary>
    public void SetAssigned(IEnumerable<int> partitions) => _assigned = [.. partitions.Order()];

    /// <summary>To be called with all partitions not yet restored whenever they change; before <see cref="SetAssigned"/> when new ones come.</summary>
    public void SetRestoring(IEnumerable<int> partitions) => _restoring = [.. partitions.Order()];

    /// <summary>To be called when this instance is no member of its group any more: stopped, fenced, or about to begin anew.</summary>
    public void SetUnassigned()
    {
        _assigned = null;
        _restoring = _none;
    }

    /// <summary>Null if alive, else what is wrong.</summary>
    internal string? WhyNotLive()
    {
        var idle = time.GetElapsedTime(Volatile.Read(ref _lastBeat));
        return idle <= Patience ? null : $"{stage}: no turn of the loop for {(long)idle.TotalSeconds} s, at most {(long)Patience.TotalSeconds} s are expected";
    }

    /// <summary>Null if ready, else what it waits for.</summary>
    internal string? WhyNotReady()
    {
        if (WhyNotLive() is { } reason)
        {
            return reason;
        }

        if (_assigned is null)
        {
            return $"{stage}: no partitions assigned yet";
        }

        return _restoring is { Length: > 0 } restoring ? $"{stage}: restoring partitions {string.Join(", ", restoring)}" : null;
    }
}
