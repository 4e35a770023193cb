using Tocsin.Engine.Shields;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>What a silence does at a moment, in one word.</summary>
internal static class ShieldState
{
    public const string Active = "active";
    public const string Pending = "pending";

    /// <summary>Between two of its times of the week.</summary>
    public const string Resting = "resting";
    public const string Expired = "expired";

    public static string[] All => [Active, Pending, Resting, Expired];

    public static string Of(Shield shield, long nowMs) =>
        Shielding.IsOver(shield, nowMs) ? Expired
        : Shielding.IsActive(shield, nowMs) ? Active
        : nowMs < shield.FromMs ? Pending
        : Resting;
}
