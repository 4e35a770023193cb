using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>More than an outbox holds waits in the log, over restarts, and goes out once there is room.</summary>
public sealed class BacklogTests : IDisposable
{
    private const int Alarms = 2_600;
    private readonly Station _station = new("""hooks: {webhook: {ops: {is-default: true, urls: ["HALL/ops"]}}}""");

    [Fact]
    public void MoreThanIsOpen_OverARestart_ArrivesExactlyOnce()
    {
        _station.Hall.Answer("ops", new Reply(503) { Headers = new Dictionary<string, string> { ["Retry-After"] = "3" } });
        List<AlarmMessage> alarms;
        using (_station.Start())
        {
            alarms = _station.RaiseMany(Alarms, entities: 1_000);
            _station.Eventually(() => _station.Ledger().Count == Alarms, () => $"{_station.Ledger().Count} of {Alarms} are queued");
        }

        var refused = _station.Hall.At("ops").Count;
        _station.Hall.Answer("ops", Reply.Fine);
        using var again = _station.Start();
        _station.AwaitLedger(Alarms, DeliveryStatus.Delivered);

        Assert.Contains(_station.Deliveries(), record => record.Claim is { Deliveries.Count: > 0, Lost: 0 });
        var told = _station.Hall.At("ops").Skip(refused).SelectMany(arrival => arrival.Alarms).ToList();
        Assert.Equal(alarms.Select(alarm => alarm.Id).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Reckoning.Assert(_station, alarms, ["ops"]);
    }

    public void Dispose() => _station.Dispose();
}
