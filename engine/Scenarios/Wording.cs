using System.Globalization;
using Tocsin.Engine.Detection;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Puts what happened in a scenario into words, with the names and times of its file.</summary>
internal sealed class Wording(Scenario scenario)
{
    private readonly ScenarioClock _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(scenario.StartMs));

    public string Time(long timeMs) => _clock.Tell(timeMs);

    public string Entity(Entity entity) => EntityName((entity.Scope, entity.Id0, entity.Id1));

    public string Alarm(ExpectedAlarm alarm) => $"{Time(alarm.AtMs)} {State(alarm.State)} {alarm.Rule} {Entity(alarm.Entity)}";

    /// <summary>With what was observed: "10:03 FIRING slow_rule checkout (1300 > 1000; 3 of 10 minutes)".</summary>
    public string Alarm(AlarmMessage alarm)
    {
        var values = alarm.Values.Select(value => $"{Number(value)}{Which(value)} {value.Op} {value.Threshold}".TrimEnd());
        var matched = alarm.Count > 0 ? [$"{alarm.Matched} of {Minutes(alarm.PeriodMinutes)} matched"] : Enumerable.Empty<string>();
        var observed = alarm.State == AlarmState.Firing ? string.Join("; ", values.Concat(matched)) : Reason(alarm.Reason);
        var entity = EntityName(((Scope)alarm.ScopeId, alarm.Id0, alarm.Id1));
        return $"{Time(alarm.TimeMs)} {State(alarm.State)} {alarm.RuleName} {entity}" + (observed.Length > 0 ? $" ({observed})" : "");
    }

    public string Rejection(ArrivedRejection rejection) =>
        $"{Time(rejection.AtMs)} {Reason(rejection.Rejection.Reason)} {Sample(rejection.Sample)}: {rejection.Rejection.Detail}";

    public string Rejection(ExpectedRejection rejection) =>
        string.Join(' ', new[] { Time(rejection.AtMs), Reason(rejection.Reason), rejection.Metric, rejection.Entity is { } entity ? Entity(entity) : null }
            .Where(word => word is not null));

    public static string Minutes(long minutes) => minutes == 1 ? "1 minute" : $"{minutes} minutes";

    /// <summary>As in the protobuf: FIRING, NO_DATA.</summary>
    public static string State(AlarmState state) => Upper(state.ToString());

    public static string Reason(AlarmReason reason) => Upper(reason.ToString());

    public static string Reason(RejectReason reason) => Upper(reason.ToString());

    public static string Number(ObservedValue value) => value.ValueCase switch
    {
        ObservedValue.ValueOneofCase.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        ObservedValue.ValueOneofCase.Real => value.Real.ToString("R", CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Which(ObservedValue value) => value.WhichCase switch
    {
        ObservedValue.WhichOneofCase.Label => $" ({value.Label})",
        ObservedValue.WhichOneofCase.Position => $" (position {value.Position})",
        _ => "",
    };

    private string Sample(Sample? sample) =>
        sample is null ? "record" : $"{sample.Metric} {(sample.Entity is { } entity ? Entity(entity) : "without entity")}";

    private string EntityName((Scope Scope, string Id0, string Id1) identity) =>
        scenario.EntityNames.GetValueOrDefault(identity)
        ?? (identity.Id1.Length > 0 ? $"{identity.Id0} to {identity.Id1}" : identity.Id0);

    public static string Upper(string pascal) =>
        string.Concat(pascal.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
}
