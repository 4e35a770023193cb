using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>Alarms of the log reach those whom rules, defaults and routes name, and the ledger says so.</summary>
public sealed class RoutingTests : IDisposable
{
    private const string Rules = """
        rules:
          slow_rule: {metrics-name: slow, op: ">", threshold: 10, hooks: [webhook.own]}
          other_rule: {metrics-name: other, op: ">", threshold: 10}
        hooks:
          webhook:
            standard: {is-default: true, urls: ["HALL/standard"], recovery-urls: ["HALL/recovery"]}
            own: {urls: ["HALL/own", "HALL/own2"]}
            added: {urls: ["HALL/added"]}
        """;

    private const string Routes = """
        hooks:
          webhook: {pager: {urls: ["HALL/pager"]}}
        routes:
          - {name: critical, match: {tags: {level: CRITICAL}}, to: webhook.pager}
          - {name: quiet, match: {names: "test-*"}, instead: true, to: []}
          - {name: lost, match: {names: lost}, to: webhook.nowhere}
        """;

    private readonly Station _station = new(Routes);

    [Fact]
    public void Alarms_OfRulesDefaultsAndRoutes_ReachWhomTheyName()
    {
        _station.ApplyRules(Rules);
        using var dispatch = _station.Start();

        var plain = _station.Raise("plain");
        var own = _station.Raise("own", alarm => alarm.Hooks.Add("webhook.own"));
        var critical = _station.Raise("critical", alarm => alarm.Tags.Data.Add(new KeyStringValuePair { Key = "level", Value = "CRITICAL" }));
        _station.Flush();

        _station.AwaitLedger(5, DeliveryStatus.Delivered);
        Assert.Equal([critical.Id, plain.Id], Told("standard").Order(StringComparer.Ordinal));
        Assert.Equal([own.Id], Told("own"));
        Assert.Equal([own.Id], Told("own2"));
        Assert.Equal([critical.Id], Told("pager"));
        Assert.Equal(
            ["critical webhook.pager critical", "critical webhook.standard default hooks", "own webhook.own hooks of the rule", "own webhook.own#2 hooks of the rule", "plain webhook.standard default hooks"],
            _station.Ledger().Where(state => state.Status == DeliveryStatus.Delivered).Select(state => $"{state.Name} {state.Receiver} {state.Route}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Recovery_GoesWhereRecoveriesGo_AndNowhereElse()
    {
        _station.ApplyRules(Rules);
        using var dispatch = _station.Start();

        var recovery = _station.Raise("plain", alarm => alarm.State = AlarmState.Recovered);
        _station.Flush();

        Assert.Equal("webhook.standard#recovery", Assert.Single(_station.AwaitLedger(1, DeliveryStatus.Delivered)).Receiver);
        Assert.Equal([recovery.Id], Told("recovery"));
        Assert.Empty(Told("standard"));
        Assert.Contains(_station.Ledger(), state => state is { Status: DeliveryStatus.Untold, Receiver: "webhook.standard", Reason: "recoveries go to recovery-urls" });
    }

    [Fact]
    public void AlarmsThatNobodyIsToldOf_StandInTheLedgerWithTheReason()
    {
        using var dispatch = _station.Start();

        _station.Raise("anything");
        _station.Raise("test-machine");
        _station.Raise("lost");
        _station.Raise("critical", alarm => (alarm.State, alarm.Tags) = (AlarmState.Recovered, new AlarmTags { Data = { new KeyStringValuePair { Key = "level", Value = "CRITICAL" } } }));
        _station.Flush();

        Assert.Equal(
            ["anything: no-route", "critical: no recovery-urls", "lost: no-receiver", "test-machine: no-route"],
            _station.AwaitLedger(4, DeliveryStatus.Untold).Select(state => $"{state.Name}: {state.Reason}").Order(StringComparer.Ordinal));
        Assert.Empty(_station.Hall.Arrivals);
    }

    [Fact]
    public void ChangedSettings_AddReceiversWhileItRuns()
    {
        using var dispatch = _station.Start();
        _station.Raise("before");
        _station.Flush();
        _station.AwaitLedger(1, DeliveryStatus.Untold);

        _station.ApplyRules(Rules);
        _station.Write("""hooks: {webhook: {file: {is-default: true, urls: ["HALL/file"]}}}""");
        var sent = new List<AlarmMessage>();
        _station.Eventually(
            () =>
            {
                sent.Add(_station.Raise("after"));
                _station.Flush();
                Thread.Sleep(100);
                return _station.Hall.At("file").Count > 0 && _station.Hall.At("standard").Count > 0;
            },
            () => "the new receivers got nothing");

        _station.AwaitAll("file", sent[^1..]);
        _station.AwaitAll("standard", sent[^1..]);
    }

    public void Dispose() => _station.Dispose();

    private IEnumerable<string> Told(string receiver) => _station.Hall.At(receiver).SelectMany(arrival => arrival.Alarms);
}
