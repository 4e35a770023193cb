using System.Globalization;
using System.Text;

namespace Tocsin.Engine.Convergence;

/// <summary>The keys of the changelog. The parts of a partition save theirs under different ones.</summary>
internal static class SavedKey
{
    public const string Partition = "partition";
    public const string OpenPrefix = "open/";
    public const string GroupPrefix = "group/";
    public const string MergePrefix = "merge/";

    public const string Episodes = "episodes";
    public const string EpisodePrefix = "episode/";
    public const string ShieldPrefix = "shield/";

    public const string Storms = "storms";
    public const string CircuitPrefix = "circuit/";
    public const string BlockedPrefix = "blocked/";

    public static byte[] OfPartition() => Encoding.UTF8.GetBytes(Partition);

    public static byte[] OfOpen(long number) => Of(OpenPrefix, number);

    public static byte[] OfGroup(long number) => Of(GroupPrefix, number);

    public static byte[] OfMerge(long number) => Of(MergePrefix, number);

    public static byte[] OfEpisodes() => Encoding.UTF8.GetBytes(Episodes);

    public static byte[] OfEpisode(long number) => Of(EpisodePrefix, number);

    public static byte[] OfShield(long number) => Of(ShieldPrefix, number);

    public static byte[] OfStorms() => Encoding.UTF8.GetBytes(Storms);

    public static byte[] OfCircuit(long number) => Of(CircuitPrefix, number);

    public static byte[] OfBlocked(long number) => Of(BlockedPrefix, number);

    private static byte[] Of(string prefix, long number) => Encoding.UTF8.GetBytes(prefix + number.ToString(CultureInfo.InvariantCulture));
}
