namespace Tocsin.Engine.Auditing;

/// <summary>What other rules do to an alarm: one without a new time is removed, one without an old time added, one with both has moved.</summary>
public sealed record AlarmChange(RaisedAlarm Alarm, long? OldMs, long? NewMs)
{
    public long TimeMs => NewMs ?? OldMs ?? 0;
}
