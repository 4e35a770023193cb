using System.Text;

namespace Tocsin.Protos;

/// <summary>The keys of the records topic.</summary>
public static class RecordKeys
{
    public const string DeliveryPrefix = "delivery/";

    public static byte[] OfDelivery(string id) => Encoding.UTF8.GetBytes(DeliveryPrefix + id);
}
