using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Storms;

/// <summary>An episode that was kept from a receiver or a package: its recovery will be, too.</summary>
internal sealed class BlockedTarget(string policy, string episodeId, string target, string circuit, long timeMs) : Tracked
{
    public (string Policy, string EpisodeId, string Target) Name => (policy, episodeId, target);

    public string Policy => policy;

    /// <summary>The circuit that blocked it first.</summary>
    public string Circuit => circuit;

    public long ForgottenMs => timeMs + StormBounds.RememberedMs;

    internal override byte[] Key() => SavedKey.OfBlocked(Number);

    internal override byte[] Encode() => new SavedBlocked
    {
        Number = Number,
        Policy = policy,
        EpisodeId = episodeId,
        Target = target,
        Circuit = circuit,
        TimeMs = timeMs,
    }.ToByteArray();

    public static BlockedTarget Decode(SavedBlocked saved) =>
        new(saved.Policy, saved.EpisodeId, saved.Target, saved.Circuit, saved.TimeMs) { Number = saved.Number, IsSaved = true };
}
