using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>
/// What a detector made of one record. The caller empties it before the next. Alarms stand in their defined order: by check,
/// within a check by rule as in the settings file, composite rules last, within a rule by entity. They lack only their origin.
/// </summary>
public sealed class DetectorOutput
{
    public List<AlarmMessage> Alarms { get; } = [];

    public List<Rejection> Rejections { get; } = [];

    /// <summary>Silenced checks, for a caller that wants to see them: null, and not filled, unless it is set.</summary>
    public List<SilencedCheck>? Silenced { get; init; }

    public void Clear()
    {
        Silenced?.Clear();
        Alarms.Clear();
        Rejections.Clear();
    }
}
