namespace Tocsin.Engine.Silences;

/// <summary>Silence and episode of one rule or composite rule and entity. It exists only while there is something to remember.</summary>
internal record struct CycleState
{
    /// <summary>The last check that stays silent. Checks are counted from 1; before the first firing this is 0.</summary>
    public int SilentUntil;

    /// <summary>Checks in a row that counted towards recovery.</summary>
    public int CalmChecks;

    /// <summary>Records of the open episode so far; 0 while none is open.</summary>
    public int Sequence;

    /// <summary>NO_DATA was said and no data has come since.</summary>
    public bool NoDataTold;

    /// <summary>The time of the episode's first record.</summary>
    public long StartMs;

    /// <summary>The first record of the episode was said for this state, which is part of its id.</summary>
    public string? EpisodeId;

    /// <summary>The text of the episode's last firing.</summary>
    public string? Text;

    public readonly bool IsOpen => Sequence > 0;
}
