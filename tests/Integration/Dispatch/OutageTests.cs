using Tocsin.Integration.Rules;
using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>Receivers that fail: nothing is lost, and no other receiver notices.</summary>
public sealed class OutageTests : IDisposable
{
    private const string Settings = """
        hooks:
          webhook:
            ops: {is-default: true, urls: ["HALL/ops"], timeout: 60s}
        """;

    private readonly Station _station = new(Settings);

    [Fact]
    public void ReceiverThatWasDown_WhileDispatchRestarted_GetsAllInOrder()
    {
        _station.Hall.Answer("ops", new Reply(503));
        List<AlarmMessage> alarms;
        using (_station.Start())
        {
            alarms = _station.RaiseMany(10, entities: 3);
            _station.AwaitState(state => state is { Status: DeliveryStatus.Retrying, Reason: "http-503" });
            _station.Hall.Close();
            alarms.AddRange(_station.RaiseMany(10, entities: 3));
            _station.AwaitState(state => state is { Status: DeliveryStatus.Retrying, Reason: "connect" });
        }

        _station.Hall.Answer("ops", Reply.Fine);
        using var again = _station.Start();
        alarms.AddRange(_station.RaiseMany(5, entities: 3));
        _station.Hall.Open();

        _station.AwaitLedger(25, DeliveryStatus.Delivered);
        Reckoning.Assert(_station, alarms, ["ops"]);
        Assert.Equal(["connect", "http-503", "ok"], _station.Ledger().SelectMany(state => state.Notes, (_, note) => note.Reason).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TooOld_GoesToTheDeadLetters_AndComesBackUnderTheSameId()
    {
        _station.Write("""hooks: {webhook: {ops: {is-default: true, urls: ["HALL/ops"], per-message: 1, max-age: 4s}}}""");
        using var dispatch = _station.Start();
        _station.Raise("early");
        _station.Flush();
        _station.AwaitLedger(1, DeliveryStatus.Delivered);
        _station.Hall.Answer("ops", new Reply(500));
        var alarm = _station.Raise("late");
        _station.Flush();

        var dead = Assert.Single(_station.AwaitLedger(1, DeliveryStatus.Dead));
        Assert.Equal("expired", dead.Reason);
        Assert.Equal(["http-500", "expired"], dead.Notes.Select(note => note.Reason).Distinct());
        var listed = await Commands.Run($"dlq list {_station.At}");
        Assert.Contains("deliver  expired  webhook.ops  FIRING     slow_rule  late  dead", listed.Output, StringComparison.Ordinal);
        _station.Hall.Answer("ops", Reply.Fine);
        var redriven = await Commands.Run($"dlq redrive --all --yes {_station.At}");

        Assert.Equal(0, redriven.ExitCode);
        Assert.Equal([0u, 1u], _station.AwaitLedger(2, DeliveryStatus.Delivered).Select(state => state.Redriven).Order());
        Assert.Equal(dead.Id, Assert.Single(_station.Hall.At("ops").Where(arrival => arrival.Alarms.Contains(alarm.Id)).Select(arrival => arrival.Id).Distinct()));
    }

    [Fact]
    public void HangingReceiver_HoldsUpNoOther()
    {
        var healthy = Enumerable.Range(0, 6).Select(number => $"r{number}").ToArray();
        var hooks = string.Join('\n', healthy.Select(name => $"    {name}: {{is-default: true, urls: ['HALL/{name}']}}"));
        _station.Write($"{Settings}\n{hooks}");
        var hanging = new TaskCompletionSource<Reply>();
        _station.Hall.Answer("ops", _ => hanging.Task);
        using var dispatch = _station.Start();

        var alarms = _station.RaiseMany(200, entities: 20);
        foreach (var receiver in healthy)
        {
            _station.AwaitAll(receiver, alarms);
        }

        Assert.NotEmpty(_station.AwaitArrivals("ops", arrivals => arrivals.Count > 0));
        Assert.DoesNotContain(_station.Deliveries(), record => record.Attempt?.Receiver == "webhook.ops");
        hanging.SetResult(Reply.Fine);
        _station.AwaitAll("ops", alarms);
        _station.AwaitLedger(200 * 7, DeliveryStatus.Delivered);
        Reckoning.Assert(_station, alarms, [.. healthy, "ops"]);
    }

    [Fact]
    public void RequestToWait_IsKept()
    {
        var replies = new Queue<Reply>([new Reply(429) { Headers = new Dictionary<string, string> { ["Retry-After"] = "2" } }, Reply.Fine]);
        _station.Hall.Answer("ops", _ => Task.FromResult(replies.Dequeue()));
        using var dispatch = _station.Start();
        var alarm = _station.Raise("busy");
        _station.Flush();

        _station.AwaitLedger(1, DeliveryStatus.Delivered);
        var attempts = _station.Deliveries().Where(record => record.Attempt is not null).Select(record => record.Attempt).ToList();
        Assert.Equal(["http-429", "ok"], attempts.Select(attempt => attempt.Reason));
        Assert.Equal(2_000, attempts[0].NextMs - attempts[0].StartedMs - attempts[0].DurationMs);
        Assert.InRange(attempts[1].StartedMs, attempts[0].NextMs, long.MaxValue);
        Reckoning.Assert(_station, [alarm], ["ops"]);
    }

    [Fact]
    public void Refusals_EndAmongTheDeadLettersWithTheirReason()
    {
        _station.Write("""
            hooks:
              webhook: {moved: {is-default: true, urls: ["HALL/moved"]}, gone: {is-default: true, urls: ["HALL/gone"]}}
              wechat: {robot: {is-default: true, text-template: '{"msgtype":"text","text":{"content":"%s"}}', webhooks: ["HALL/robot"]}}
            """);
        _station.Hall.Answer("moved", new Reply(302) { Headers = new Dictionary<string, string> { ["Location"] = $"{_station.Hall.Address}/elsewhere" } });
        _station.Hall.Answer("gone", new Reply(404));
        _station.Hall.Answer("robot", new Reply(200, """{"errcode":93000,"errmsg":"invalid webhook url"}"""));
        using var dispatch = _station.Start();
        _station.Raise("refused");
        _station.Flush();

        Assert.Equal(
            ["webhook.gone: http-404", "webhook.moved: http-302", "wechat.robot: errcode-93000"],
            _station.AwaitLedger(3, DeliveryStatus.Dead).Select(state => $"{state.Receiver}: {state.Reason}").Order(StringComparer.Ordinal));
        _station.Eventually(() => _station.Read(_station.Topics.DeadLetters).Count == 3, () => "there are no three dead letters");
        Assert.Empty(_station.Hall.At("elsewhere"));
    }

    public void Dispose() => _station.Dispose();
}
