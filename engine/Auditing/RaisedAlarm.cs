using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>As much of an alarm as a comparison of rules needs.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Scope">The entity's scope.</param>
/// <param name="Id0">The entity's id.</param>
/// <param name="Id1">The entity's second id, of a relation.</param>
/// <param name="Name">The entity as the alarm names it.</param>
/// <param name="State">What happened.</param>
/// <param name="TimeMs">When, by the log's clock.</param>
public sealed record RaisedAlarm(string Rule, long Scope, string Id0, string Id1, string Name, AlarmState State, long TimeMs)
{
    internal (string Rule, long Scope, string Id0, string Id1, AlarmState State) Subject => (Rule, Scope, Id0, Id1, State);

    public static RaisedAlarm Of(AlarmMessage alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        return new(alarm.RuleName, alarm.ScopeId, alarm.Id0, alarm.Id1, alarm.Name, alarm.State, alarm.TimeMs);
    }
}
