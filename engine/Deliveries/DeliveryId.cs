using System.Globalization;
using System.Text;
using Tocsin.Engine.Origins;

namespace Tocsin.Engine.Deliveries;

/// <summary>The ids of deliveries and of the messages that tell several of them: what receivers see as webhook-id.</summary>
public static class DeliveryId
{
    /// <summary>One alarm for one receiver.</summary>
    public static string Of(string alarmId, string receiver) => DerivedId.Of(Encoding.UTF8.GetBytes(alarmId), Encoding.UTF8.GetBytes(receiver));

    /// <summary>A message that tells these deliveries of one partition.</summary>
    public static string OfBundle(string receiver, IEnumerable<string> deliveryIds) =>
        DerivedId.Of(Encoding.UTF8.GetBytes(receiver), Encoding.UTF8.GetBytes(string.Join(' ', deliveryIds)));

    /// <summary>A summary that tells only so many of its alarms one by one: another message than the one it was.</summary>
    public static string OfShortened(string deliveryId, int told) => DerivedId.Of(Encoding.UTF8.GetBytes(deliveryId), BitConverter.GetBytes(told));

    /// <summary>Spreads what would otherwise happen at the same time: from 0 to below 1, the same for the same id and attempt.</summary>
    public static double Spread(string id, int attempt)
    {
        var digits = DerivedId.Of(Encoding.UTF8.GetBytes(id), BitConverter.GetBytes(attempt)).AsSpan(0, 8);
        return uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / (uint.MaxValue + 1.0);
    }
}
