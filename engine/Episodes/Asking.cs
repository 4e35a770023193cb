using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Episodes;

/// <summary>One asking of a policy: what all requests of it have in common.</summary>
/// <param name="Alarm">What it is about.</param>
/// <param name="Match">Of the policy.</param>
internal sealed record Asking(AlarmMessage Alarm, PolicyMatch Match)
{
    /// <summary>Empty for the alarm itself, "repeat", or the name of a step.</summary>
    public string Cause { get; init; } = "";

    public uint Round { get; init; }

    public string ShieldedBy { get; init; } = "";

    public string AcknowledgedBy { get; init; } = "";

    public bool Passes => ShieldedBy.Length == 0 && AcknowledgedBy.Length == 0;

    public bool IsLater => Cause.Length > 0;

    /// <summary>A repeat and a step come late by their nature, so the package's skip-delay isn't for them.</summary>
    public Request For(Call call) => new()
    {
        Business = Match.Business,
        Policy = Match.Policy,
        Package = call.Package,
        Receiver = call.Receiver,
        Alarm = Alarm,
        Round = Round,
        Defense = call.Defense,
        TimeoutSeconds = call.TimeoutSeconds,
        SkipDelaySeconds = IsLater ? 0 : call.SkipDelaySeconds,
        Approvers = { call.Approvers },
        ShieldedBy = ShieldedBy,
        RefusedBecause = call.RefusedBecause,
        AcknowledgedBy = AcknowledgedBy,
        Level = Match.Level,
        Type = call.Type,
        Retries = call.Retries,
        Cause = Cause,
    };

    /// <summary>Whether a request may still be waiting when its alarm is over.</summary>
    public static bool MayWait(Defense? defense) =>
        defense?.Action is DefenseAction.SkipAfterSuccess or DefenseAction.WaitDuringExecution or DefenseAction.DefenseApproval;

    /// <summary>How long it waits at most.</summary>
    public static long WaitMs(Request request)
    {
        var timeoutMs = (request.TimeoutSeconds > 0 ? request.TimeoutSeconds : DefenseTimes.TimeoutSeconds) * 1_000L;
        return EpisodeTimes.OnTheWayMs + (request.Defense.Action == DefenseAction.DefenseApproval ? DefenseTimes.ApprovalMs : timeoutMs);
    }
}
