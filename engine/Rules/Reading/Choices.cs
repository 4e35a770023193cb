namespace Tocsin.Engine.Rules.Reading;

/// <summary>The words that certain keys take, and what they mean.</summary>
internal static class Choices
{
    public static IReadOnlyDictionary<string, bool> Evaluate { get; } = new Dictionary<string, bool>
    {
        ["on-arrival"] = true,
        ["at-minute-end"] = false,
    };

    public static IReadOnlyDictionary<string, NoDataPolicy> NoData { get; } = new Dictionary<string, NoDataPolicy>
    {
        ["recover"] = NoDataPolicy.Recover,
        ["close"] = NoDataPolicy.Close,
        ["keep"] = NoDataPolicy.Keep,
        ["alarm"] = NoDataPolicy.Alarm,
    };

    public static IReadOnlyDictionary<string, WebhookPayload> Payload { get; } = new Dictionary<string, WebhookPayload>
    {
        ["skywalking"] = WebhookPayload.SkyWalking,
        ["alertmanager"] = WebhookPayload.Alertmanager,
        ["cloudevents"] = WebhookPayload.CloudEvents,
    };

    public static IReadOnlyDictionary<string, Comparison> Op { get; } = new Dictionary<string, Comparison>
    {
        [">"] = Comparison.Greater,
        [">="] = Comparison.GreaterOrEqual,
        ["<"] = Comparison.Less,
        ["<="] = Comparison.LessOrEqual,
        ["="] = Comparison.Equal,
        ["=="] = Comparison.Equal,
        ["!="] = Comparison.NotEqual,
    };
}
