using Tocsin.V1;

namespace Tocsin.Converge.Shields;

/// <summary>What is to be published so that the shields topic says of the shields of files what the files say.</summary>
internal static class FileShields
{
    /// <param name="known">All shields of the topic, by id.</param>
    /// <param name="ofFiles">Those of the files. When they were created they don't say.</param>
    /// <param name="nowMs">New ones are created now, and gone ones taken back.</param>
    public static IEnumerable<Shield> Differences(IReadOnlyDictionary<string, Shield> known, IReadOnlyCollection<Shield> ofFiles, long nowMs)
    {
        var ids = ofFiles.Select(shield => shield.Id).ToHashSet();
        return ofFiles
            .Where(shield => !IsKnown(known, shield))
            .Select(shield => new Shield(shield) { CreatedMs = nowMs })
            .Concat(known.Values.Where(shield => shield.FileName.Length > 0 && !ids.Contains(shield.Id) && !IsOver(shield, nowMs)).Select(shield => TakenBack(shield, nowMs)));
    }

    private static bool IsKnown(IReadOnlyDictionary<string, Shield> known, Shield shield) =>
        known.TryGetValue(shield.Id, out var other) && other.Equals(new Shield(shield) { CreatedMs = other.CreatedMs });

    private static bool IsOver(Shield shield, long nowMs) => shield.IsExpired || (shield.UntilMs > 0 && shield.UntilMs <= nowMs);

    private static Shield TakenBack(Shield shield, long nowMs) => new(shield) { IsExpired = true, UntilMs = nowMs };
}
