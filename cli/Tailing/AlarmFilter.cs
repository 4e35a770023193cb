using System.Collections.Frozen;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary>Which alarms are meant; what is null passes everything. In names * stands for any characters.</summary>
internal sealed record AlarmFilter
{
    public Glob? Rule { get; init; }

    public Glob? Entity { get; init; }

    /// <summary>Empty: any.</summary>
    public FrozenSet<AlarmState> States { get; init; } = [];

    /// <summary>Passes records that are about no alarm, too.</summary>
    public bool PassesAll => Rule is null && Entity is null && States.Count == 0;

    public bool Passes(string rule, string entity, AlarmState state) =>
        (Rule is null || Rule.Matches(rule))
        && (Entity is null || Entity.Matches(entity))
        && (States.Count == 0 || States.Contains(state));

    /// <summary>Of an entity its name or its id has to fit.</summary>
    public bool Passes(AlarmMessage alarm) => Passes(alarm.RuleName, alarm.Name, alarm.State) || Passes(alarm.RuleName, alarm.Id0, alarm.State);

    /// <summary>Of a record that is about several alarms one is enough; one that is about none is left out where anything is asked for.</summary>
    public bool PassesAny(IEnumerable<AlarmMessage?> alarms) => PassesAll || alarms.Any(alarm => alarm is not null && Passes(alarm));
}
