namespace Tocsin.Engine.Detection;

/// <summary>What a detector has done since it was made. They never decide anything.</summary>
public sealed class DetectorCounters
{
    public long Samples { get; internal set; }

    /// <summary>Samples that no rule asks for.</summary>
    public long Ignored { get; internal set; }

    /// <summary>Samples that came too late for a rule, counted for each such rule.</summary>
    public long Late { get; internal set; }

    public long Checks { get; internal set; }

    /// <summary>Checks of a window with a true condition that the silence kept quiet.</summary>
    public long Silenced { get; internal set; }
}
