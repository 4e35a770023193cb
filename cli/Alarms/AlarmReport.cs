using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Alarms;

/// <summary>An alarm for programs, in short.</summary>
internal sealed record AlarmReport(string Id, string EpisodeId, string State, string Rule, string Scope, string Entity, string Since)
{
    public static AlarmReport Of(AlarmMessage alarm) => new(
        alarm.Id, alarm.EpisodeId, StateWord.Of(alarm.State), alarm.RuleName, alarm.Scope, alarm.Name, IsoTime.Text(alarm.StartTime));
}
