namespace Tocsin.Engine.Convergence;

/// <summary>A request that runs freely and is counted for a group that isn't created yet.</summary>
internal sealed class Counted(long timeMs, string recordId)
{
    public long TimeMs => timeMs;

    public string RecordId => recordId;

    /// <summary>Its run; null once it has ended, or if nobody will ask.</summary>
    public OpenRecord? Run { get; set; }

    public bool Succeeded { get; set; }
}
