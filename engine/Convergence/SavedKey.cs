using System.Globalization;
using System.Text;

namespace Tocsin.Engine.Convergence;

/// <summary>The keys of the changelog.</summary>
internal static class SavedKey
{
    public const string Partition = "partition";
    public const string OpenPrefix = "open/";
    public const string GroupPrefix = "group/";
    public const string MergePrefix = "merge/";

    public static byte[] OfPartition() => Encoding.UTF8.GetBytes(Partition);

    public static byte[] OfOpen(long number) => Of(OpenPrefix, number);

    public static byte[] OfGroup(long number) => Of(GroupPrefix, number);

    public static byte[] OfMerge(long number) => Of(MergePrefix, number);

    private static byte[] Of(string prefix, long number) => Encoding.UTF8.GetBytes(prefix + number.ToString(CultureInfo.InvariantCulture));
}
