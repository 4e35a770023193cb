using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>What Dispatch makes of messages.</summary>
/// <param name="WhyUntold">Why a receiver isn't told of an alarm, such as a recovery; null if it is.</param>
/// <param name="Texts">What it is told: the message as it goes out, and the texts in it.</param>
public sealed record MessageRendering(Func<string, AlarmMessage, string?> WhyUntold, Func<ToldMessage, ImmutableArray<string>> Texts)
{
    /// <summary>Everybody is told everything, as the alarms say it.</summary>
    public static MessageRendering Plain { get; } = new((_, _) => null, message => [.. message.Alarms.Select(alarm => alarm.AlarmMessage_)]);
}
