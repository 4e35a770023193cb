using System.Collections.Frozen;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>Which processing records are meant; what is null passes everything. In names * stands for any characters.</summary>
internal sealed record RecordFilter
{
    /// <summary>Empty: any.</summary>
    public FrozenSet<ProcessingStatus> Statuses { get; init; } = [];

    public Glob? Policy { get; init; }

    public Glob? Package { get; init; }

    public Glob? Receiver { get; init; }

    public Glob? Rule { get; init; }

    public Glob? Entity { get; init; }

    /// <summary>Of the alarm, empty: any.</summary>
    public FrozenSet<AlarmState> States { get; init; } = [];

    public bool Passes(ProcessingRecord record) =>
        (Statuses.Count == 0 || Statuses.Contains(record.Status)) && PassesButStatus(record);

    /// <summary>What it is about doesn't change, so this can be asked of any of its states.</summary>
    public bool PassesButStatus(ProcessingRecord record) =>
        Fits(Policy, record.Policy)
        && Fits(Package, record.Package)
        && Fits(Receiver, record.Receiver)
        && Fits(Rule, record.RuleName)
        && Fits(Entity, record.Name)
        && (States.Count == 0 || States.Contains(record.AlarmState));

    private static bool Fits(Glob? glob, string name) => glob is null || glob.Matches(name);
}
