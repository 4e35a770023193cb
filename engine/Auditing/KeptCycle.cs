using Tocsin.Engine.Silences;

namespace Tocsin.Engine.Auditing;

/// <summary>What is remembered of the silence and the episode of a rule and entity.</summary>
/// <param name="SilentChecksLeft">Checks to come that stay silent.</param>
/// <param name="CalmChecks">Checks in a row that counted towards recovery.</param>
/// <param name="NoDataTold">That the data ended was told, and none has come since.</param>
/// <param name="Episode">The open episode, null if none is open.</param>
public sealed record KeptCycle(int SilentChecksLeft, int CalmChecks, bool NoDataTold, KeptEpisode? Episode)
{
    internal static KeptCycle Of(in CycleState cycle, int lastCheck) => new(
        Math.Max(0, cycle.SilentUntil - lastCheck),
        cycle.CalmChecks,
        cycle.NoDataTold,
        cycle.IsOpen ? new(cycle.EpisodeId ?? "", cycle.StartMs, cycle.Sequence, cycle.Text) : null);
}
