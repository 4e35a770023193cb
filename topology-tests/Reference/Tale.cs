namespace Tocsin.TopologyTests.Reference;

/// <summary>The silence, the episode and the way to recovery of one rule, or composite rule, and entity.</summary>
internal sealed class Tale
{
    private int? _lastFiredMinute;
    private int _silence;

    public Episode? Episode { get; set; }

    /// <summary>Checks in a row that counted towards recovery.</summary>
    public int Row { get; set; }

    /// <summary>The firing's own minute is silent too, should its check come after the firing.</summary>
    public bool SilenceOver(int minute) => _lastFiredMinute is not { } fired || minute > fired + _silence;

    public bool IsGoingOn(int nextCheck) => Episode is not null || !SilenceOver(nextCheck);

    public void Fired(int minute, int silence)
    {
        _lastFiredMinute = minute;
        _silence = silence;
        Row = 0;
    }

    public void ForgetSilence() => _lastFiredMinute = null;
}
