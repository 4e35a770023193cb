using Tocsin.Dispatch.Routing;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Routing;

/// <summary>Routes that a test sets; recoveries aren't told to receivers it names.</summary>
internal sealed class FakeRoutes(string rules, string dispatch = "") : IRoutes
{
    public HashSet<string> Untold { get; } = [];

    public Router Router { get; private set; } = Of(rules, dispatch);

    public void Change(string nextRules, string nextDispatch = "") => Router = Of(nextRules, nextDispatch);

    public string? WhyUntold(string receiver, AlarmMessage alarm) =>
        alarm.State == AlarmState.Recovered && Untold.Contains(receiver) ? "no recovery-text-template" : null;

    /// <summary>Receivers that need a message for each alarm.</summary>
    public HashSet<string> OneByOne { get; } = [];

    public bool TakesDigests(string receiver) => !OneByOne.Contains(receiver);

    private static Router Of(string rules, string dispatch) =>
        new(SettingsReader.Read(rules, "rules.yml").RuleSet!.Hooks, RoutingReader.Read(dispatch, "dispatch.yml").Settings!);
}
