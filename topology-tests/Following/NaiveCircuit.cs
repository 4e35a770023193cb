namespace Tocsin.TopologyTests.Following;

/// <summary>A time at which a circuit was, or is, open.</summary>
internal sealed class NaiveCircuit(string title, long openedMs)
{
    public string Title => title;

    public long OpenedMs => openedMs;

    /// <summary>0 as long as it is open.</summary>
    public long ClosedMs { get; set; }

    public int Blocked { get; set; }
}
