using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>Two instances share the work, and one of them is killed in the middle of it.</summary>
public sealed class KillUnderLoadTests : IDisposable
{
    private const int Alarms = 300;
    private static readonly string[] _receivers = ["single", "many", "slow", "moody"];

    private readonly Station _station = new("""
        hooks:
          webhook:
            single: {is-default: true, urls: ["HALL/single"], per-message: 1}
            many: {is-default: true, urls: ["HALL/many"]}
            slow: {is-default: true, urls: ["HALL/slow"], per-message: 5, at-once: 2}
            moody: {is-default: true, urls: ["HALL/moody"], per-message: 10}
        """);

    private readonly Dictionary<string, Program> _instances = [];

    [Fact]
    public void InstancesKilledUnderLoad_NothingIsLost_AndWhatComesTwiceWasUnderway()
    {
        var count = 0;
        _station.Hall.Answer("slow", async _ =>
        {
            await Task.Delay(30);
            return Reply.Fine;
        });
        _station.Hall.Answer("moody", _ => Task.FromResult(Interlocked.Increment(ref count) % 4 == 0 ? new Reply(500) : Reply.Fine));
        Start("i1");
        Start("i2");
        var kills = new List<long>();
        var alarms = new List<AlarmMessage>();
        foreach (var name in new[] { "i1", "i2", "i1" })
        {
            alarms.AddRange(_station.RaiseMany(Alarms / 3, entities: 12));
            _station.AwaitAll("single", alarms[..^50]);
            kills.Add(Kill(name));
            Start(name);
        }

        foreach (var receiver in _receivers)
        {
            _station.AwaitAll(receiver, alarms);
        }

        _station.AwaitLedger(Alarms * _receivers.Length, DeliveryStatus.Delivered);
        Reckoning.Assert(_station, alarms, _receivers, [.. kills]);
    }

    public void Dispose() => _station.Dispose();

    private void Start(string name) => _instances[name] = _station.StartProcess(name);

    private long Kill(string name)
    {
        var instance = _instances[name];
        instance.Kill();
        var killed = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        instance.ExitCode();
        return killed;
    }
}
