using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>The program, killed at every step of a delivery that can be seen from outside: nothing is lost, and what comes twice was underway.</summary>
public sealed class KillDispatchTests : IDisposable
{
    private const string Settings = """hooks: {webhook: {ops: {is-default: true, urls: ["HALL/ops"], timeout: 60s}}}""";
    private readonly Station _station = new(Settings);
    private readonly List<AlarmMessage> _alarms = [];
    private Program? _dispatch;

    [Fact]
    public void OnceTheDeliveryIsInTheLog_ItArrives()
    {
        Begin();
        _alarms.Add(RaiseOne("a"));

        _station.AwaitDelivery(record => record.Delivery is not null);

        AssertNothingIsLost(Kill());
    }

    [Fact]
    public void RequestNotAnswered_IsRepeatedAsItWas()
    {
        var killed = 0L;
        var never = new TaskCompletionSource<Reply>();
        _station.Hall.Answer("ops", _ =>
        {
            _station.Hall.Answer("ops", Reply.Fine);
            _dispatch!.Kill();
            killed = Now();
            return never.Task;
        });
        Begin();
        _alarms.Add(RaiseOne("a"));
        _station.AwaitArrivals("ops", arrivals => arrivals.Count == 1);
        AwaitEnd();

        // What comes meanwhile must not change the message that is repeated.
        _alarms.AddRange(RaiseSeveral(5));
        AssertNothingIsLost(killed);
        never.SetCanceled();
        Assert.Equal(2, _station.Hall.Arrivals.Count(arrival => arrival.Id == _station.Hall.Arrivals[0].Id));
    }

    [Fact]
    public void RequestJustAnswered_ArrivesTwiceAtMost_AsItWas()
    {
        var killed = 0L;
        _station.Hall.Answer("ops", _ =>
        {
            _station.Hall.Answer("ops", Reply.Fine);
            return Task.FromResult(Reply.Fine with
            {
                Sent = () =>
                {
                    _dispatch!.Kill();
                    killed = Now();
                },
            });
        });
        Begin();
        _alarms.Add(RaiseOne("a"));
        _station.AwaitArrivals("ops", arrivals => arrivals.Count == 1);
        AwaitEnd();

        _alarms.AddRange(RaiseSeveral(5));
        AssertNothingIsLost(killed);
    }

    [Fact]
    public void OnceTheOutcomeIsInTheLog_NothingArrivesTwice()
    {
        Begin();
        _alarms.Add(RaiseOne("a"));

        _station.AwaitDelivery(record => record.Attempt is not null);
        Kill();

        AssertNothingIsLost();
    }

    [Fact]
    public void OnceTheLedgerSaysDelivered_NothingArrivesTwice()
    {
        Begin();
        _alarms.Add(RaiseOne("a"));

        _station.AwaitState(state => state.Status == DeliveryStatus.Delivered);
        Kill();

        AssertNothingIsLost();
    }

    [Fact]
    public void BundleInTheLog_IsSentAsItWasPutTogether()
    {
        _alarms.AddRange(RaiseSeveral(10));
        Begin();

        var bundle = _station.AwaitDelivery(record => record.Bundle is { Offsets.Count: > 1 }).Bundle;
        var killed = Kill();
        _alarms.AddRange(RaiseSeveral(5));

        AssertNothingIsLost(killed);
        Assert.Equal(bundle.Offsets.Count, _station.Hall.At("ops").First(arrival => arrival.Id == bundle.Id).Alarms.Length);
    }

    [Fact]
    public void AskedToEnd_WaitsForTheAnswer_AndNothingArrivesTwice()
    {
        var answer = new TaskCompletionSource<Reply>();
        _station.Hall.Answer("ops", _ => answer.Task);
        Begin();
        _alarms.AddRange(RaiseSeveral(3));
        _station.AwaitArrivals("ops", arrivals => arrivals.Count > 0);

        _dispatch!.Signal("TERM");
        Thread.Sleep(500);
        answer.SetResult(Reply.Fine);

        AssertEnded();
        AssertNothingIsLost();
    }

    [Fact]
    public void AskedToEndWithAllDone_NothingArrivesTwice()
    {
        Begin();
        _alarms.AddRange(RaiseSeveral(20));
        _station.AwaitAll("ops", _alarms);

        _dispatch!.Signal("TERM");

        AssertEnded();
        AssertNothingIsLost();
    }

    public void Dispose() => _station.Dispose();

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private void Begin() => _dispatch = _station.StartProcess("i1");

    private AlarmMessage RaiseOne(string entity)
    {
        var alarm = _station.Raise(entity);
        _station.Flush();
        return alarm;
    }

    private List<AlarmMessage> RaiseSeveral(int count) => _station.RaiseMany(count, entities: 4);

    private long Kill()
    {
        _dispatch!.Kill();
        var killed = Now();
        AwaitEnd();
        return killed;
    }

    private void AwaitEnd() => _dispatch!.ExitCode();

    private void AssertEnded()
    {
        Assert.True(_dispatch!.ExitCode() == 0, $"{_dispatch.Output}{_dispatch.Error}");
        Assert.Equal("", _dispatch.Error);
    }

    /// <summary>Starts it again; one more alarm of the same entity tells when all that was before is through.</summary>
    private void AssertNothingIsLost(params long[] kills)
    {
        Begin();
        _alarms.Add(RaiseOne("a"));
        _station.AwaitAll("ops", _alarms);
        _station.AwaitLedger(_alarms.Count, DeliveryStatus.Delivered);
        Reckoning.Assert(_station, _alarms, ["ops"], kills);
    }
}
