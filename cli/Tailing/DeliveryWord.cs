using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary>Where a delivery stands, in one word.</summary>
internal static class DeliveryWord
{
    public const int Width = 9;

    public static string Of(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Queued => "QUEUED",
        DeliveryStatus.Retrying => "RETRYING",
        DeliveryStatus.Delivered => "DELIVERED",
        DeliveryStatus.Dead => "DEAD",
        DeliveryStatus.Untold => "UNTOLD",
        _ => "?",
    };

    public static string Painted(DeliveryStatus status, Terminal terminal)
    {
        var word = Of(status).PadRight(Width);
        return status switch
        {
            DeliveryStatus.Delivered => terminal.Green(word),
            DeliveryStatus.Dead => terminal.Red(word),
            DeliveryStatus.Retrying => terminal.Yellow(word),
            _ => word,
        };
    }
}
