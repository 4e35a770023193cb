using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Which commands a script is about; what is null may be anything.</summary>
public sealed record CommandPattern
{
    public string? Package { get; init; }

    public string? Policy { get; init; }

    public string? Receiver { get; init; }

    /// <summary>Only its identity counts.</summary>
    public Entity? Entity { get; init; }

    /// <summary>It fits so often, then no more; null: always.</summary>
    public int? Times { get; init; }

    public bool Fits(string package, string policy, string receiver, AlarmMessage? alarm) =>
        (Package is null || Package == package)
        && (Policy is null || Policy == policy)
        && (Receiver is null || Receiver == receiver)
        && (Entity is null || (alarm is not null && (alarm.Id0, alarm.Id1) == (Entity.Id0, Entity.Id1)));
}
