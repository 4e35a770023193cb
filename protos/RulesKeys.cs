using System.Globalization;
using System.Text;

namespace Tocsin.Protos;

/// <summary>The keys of the rules topic.</summary>
public static class RulesKeys
{
    public const string Active = "active";
    public const string VersionPrefix = "version/";
    public const string PartitionPrefix = "partition/";

    public static byte[] OfVersion(string version) => Encoding.UTF8.GetBytes(VersionPrefix + version);

    public static byte[] OfPartition(int partition) => Encoding.UTF8.GetBytes(PartitionPrefix + partition.ToString(CultureInfo.InvariantCulture));

    public static byte[] OfActive() => Encoding.UTF8.GetBytes(Active);
}
