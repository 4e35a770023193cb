using System.Text;

namespace Tocsin.Protos;

/// <summary>The keys of the records topic.</summary>
public static class RecordKeys
{
    public const string DeliveryPrefix = "delivery/";
    public const string ProcessingPrefix = "processing/";
    public const string GroupPrefix = "group/";

    public static byte[] OfDelivery(string id) => Encoding.UTF8.GetBytes(DeliveryPrefix + id);

    public static byte[] OfProcessing(string id) => Encoding.UTF8.GetBytes(ProcessingPrefix + id);

    public static byte[] OfGroup(string id) => Encoding.UTF8.GetBytes(GroupPrefix + id);
}
