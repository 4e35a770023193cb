using System.Globalization;
using System.Text;

namespace Tocsin.Engine.Deliveries;

/// <summary>The keys of the changelog of deliveries.</summary>
internal static class SavedKey
{
    public const string Origins = "origins";
    public const string Next = "next";
    public const string Owner = "owner";
    private const string OutboxPrefix = "outbox/";
    private const string DeliveryPrefix = "open/";

    public static byte[] OfOrigins() => Encoding.UTF8.GetBytes(Origins);

    public static byte[] OfNext() => Encoding.UTF8.GetBytes(Next);

    public static byte[] OfOwner() => Encoding.UTF8.GetBytes(Owner);

    public static byte[] OfOutbox(string receiver) => Encoding.UTF8.GetBytes(OutboxPrefix + receiver);

    public static byte[] OfDelivery(long offset) => Encoding.UTF8.GetBytes(DeliveryPrefix + offset.ToString(CultureInfo.InvariantCulture));

    public static bool IsOutbox(string key) => key.StartsWith(OutboxPrefix, StringComparison.Ordinal);

    public static bool IsDelivery(string key) => key.StartsWith(DeliveryPrefix, StringComparison.Ordinal);
}
