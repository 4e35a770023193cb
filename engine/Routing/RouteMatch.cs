using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Routing;

/// <summary>What an alarm must be for a route: everything that is given holds. Nothing given: every alarm.</summary>
public sealed record RouteMatch
{
    public static RouteMatch Everything { get; } = new();

    public Choice? Rules { get; init; }

    public Choice? Scopes { get; init; }

    /// <summary>Of entities.</summary>
    public Choice? Names { get; init; }

    public ImmutableArray<(string Key, Choice Choice)> Tags { get; init; } = [];

    public ImmutableArray<(string Key, Choice Choice)> Attributes { get; init; } = [];

    public Choice? States { get; init; }

    public bool IsEverything => Rules is null && Scopes is null && Names is null && States is null && Tags.IsEmpty && Attributes.IsEmpty;

    /// <summary>Null if the alarm matches; else the first condition that doesn't hold, in the order of the properties.</summary>
    public string? WhyNot(AlarmMessage alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        return Rules?.WhyNot(alarm.RuleName)
            ?? Scopes?.WhyNot(alarm.Scope)
            ?? Names?.WhyNot(alarm.Name)
            ?? WhyNot(Tags, key => [.. (alarm.Tags?.Data ?? []).Where(tag => tag.Key == key).Select(tag => tag.Value)])
            ?? WhyNot(Attributes, key => alarm.Attributes.TryGetValue(key, out var value) ? [value] : [])
            ?? States?.WhyNot(StateWord.Of(alarm.State));
    }

    private static string? WhyNot(ImmutableArray<(string Key, Choice Choice)> choices, Func<string, ImmutableArray<string>> values) =>
        choices.Select(pair => pair.Choice.WhyNot(values(pair.Key))).FirstOrDefault(why => why is not null);
}
