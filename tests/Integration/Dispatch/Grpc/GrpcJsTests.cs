using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Receivers;
using Tocsin.Dispatch.Secrets;
using Tocsin.V1;

namespace Tocsin.Integration.Dispatch.Grpc;

/// <summary>The gRPC hook against a server of another implementation, which knows SkyWalking's protocol and nothing of ours.</summary>
public sealed class GrpcJsTests : IDisposable
{
    private readonly ReceiverTable _table = new(SecretSource.System, NullLogger.Instance);

    [GrpcJsFact]
    public async Task Alarms_OfAMessage_ArriveInOneStream()
    {
        using var node = await NodeReceiver.StartAsync();

        Assert.Equal(Answer.Ok, await Send(node, Alarm("cpu_rule"), Alarm("memory_rule"), Alarm("disk_rule")));

        var call = await node.CallAsync();
        Assert.Equal(("doAlarm", "m1", true), (call.GetProperty("method").GetString(), call.GetProperty("id").GetString(), call.GetProperty("hasDeadline").GetBoolean()));
        var alarms = call.GetProperty("alarms").EnumerateArray().ToList();
        Assert.Equal(["cpu_rule", "memory_rule", "disk_rule"], alarms.Select(alarm => alarm.GetProperty("ruleName").GetString()));
        Assert.Equal(
            """{"scopeId":1,"scope":"SERVICE","name":"shop","id0":"c2hvcA==.1","id1":"","ruleName":"cpu_rule","alarmMessage":"heiß","startTime":1560524171000,"tags":{"data":[{"key":"level","value":"WARNING"}]},"uuid":"a1","recoveryTime":0}""",
            alarms[0].GetRawText());
    }

    [GrpcJsFact]
    public async Task Recoveries_GoToTheirOwnMethod()
    {
        using var node = await NodeReceiver.StartAsync();
        var alarm = Alarm("cpu_rule");
        (alarm.State, alarm.RecoveryTime) = (AlarmState.Recovered, 1_560_524_231_000);

        Assert.Equal(Answer.Ok, await Send(node, alarm));

        var call = await node.CallAsync();
        Assert.Equal("doAlarmRecovery", call.GetProperty("method").GetString());
        Assert.Equal(1_560_524_231_000, call.GetProperty("alarms")[0].GetProperty("recoveryTime").GetInt64());
    }

    [GrpcJsFact]
    public async Task Recoveries_WhereTheReceiverKnowsNone_AreRefused()
    {
        using var node = await NodeReceiver.StartAsync("old");
        var alarm = Alarm("cpu_rule");
        alarm.State = AlarmState.Closed;

        Assert.Equal((Verdict.Refused, "grpc-unimplemented"), await Send(node, alarm) is var answer ? (answer.Verdict, answer.Reason) : default);
    }

    [GrpcJsFact]
    public async Task Status_IsJudged()
    {
        using var node = await NodeReceiver.StartAsync();
        (int Code, Verdict Verdict, string Reason)[] expected =
        [
            (3, Verdict.ContentRefused, "grpc-invalid-argument"), (4, Verdict.TryAgain, "grpc-deadline-exceeded"), (5, Verdict.Refused, "grpc-not-found"),
            (7, Verdict.Refused, "grpc-permission-denied"), (8, Verdict.TryAgain, "grpc-resource-exhausted"), (10, Verdict.TryAgain, "grpc-aborted"),
            (12, Verdict.Refused, "grpc-unimplemented"), (13, Verdict.TryAgain, "grpc-internal"), (16, Verdict.Refused, "grpc-unauthenticated"), (2, Verdict.TryAgain, "grpc-unknown"),
            (6, Verdict.Delivered, "grpc-already-exists"), (14, Verdict.TryAgain, "grpc-unavailable"),
        ];
        foreach (var (code, verdict, reason) in expected)
        {
            Assert.Equal(new Answer(verdict, reason, "for a reason: 100 % full"), await Send(node, Alarm($"error_{code}")));
        }
    }

    [GrpcJsFact]
    public async Task Hang_EndsWithTheTimeout_AndTheReceiverLearnsOfIt()
    {
        using var node = await NodeReceiver.StartAsync();

        Assert.Equal("timeout", (await Send(node, timeoutMs: 4_000, Alarm("hang"))).Reason);

        Assert.Equal("hang", (await node.CallAsync()).GetProperty("alarms")[0].GetProperty("ruleName").GetString());
        Assert.True((await node.CallAsync()).GetProperty("cancelled").GetBoolean());
    }

    [GrpcJsFact]
    public async Task Receiver_Gone_MeansTryAgain()
    {
        var node = await NodeReceiver.StartAsync();
        node.Dispose();

        Assert.Equal((Verdict.TryAgain, "connect"), await Send(node, Alarm("cpu_rule")) is var answer ? (answer.Verdict, answer.Reason) : default);
    }

    public void Dispose() => _table.Dispose();

    private static AlarmMessage Alarm(string rule) => new()
    {
        ScopeId = 1,
        Scope = "SERVICE",
        Name = "shop",
        Id0 = "c2hvcA==.1",
        RuleName = rule,
        AlarmMessage_ = "heiß",
        StartTime = 1_560_524_171_000,
        Tags = new AlarmTags { Data = { new KeyStringValuePair { Key = "level", Value = "WARNING" } } },
        Id = "a1",
        State = AlarmState.Firing,
        EpisodeId = "e1",
    };

    private Task<Answer> Send(NodeReceiver node, params ImmutableArray<AlarmMessage> alarms) => Send(node, timeoutMs: 10_000, alarms);

    private Task<Answer> Send(NodeReceiver node, int timeoutMs, params ImmutableArray<AlarmMessage> alarms)
    {
        var target = new Dictionary<string, string> { ["target-host"] = "127.0.0.1", ["target-port"] = $"{node.Port}" }.ToImmutableSortedDictionary();
        _table.Replace([new() { Type = "gRPC", Name = "ops", Receivers = [target], Delivery = new() { TimeoutMs = timeoutMs } }], ["127.0.0.1"], ImmutableSortedDictionary<string, string>.Empty);
        return _table.Find("gRPC.ops")!.SendAsync(new OutgoingMessage { Id = "m1", Alarms = alarms, NowMs = 1_560_524_171_000 }, CancellationToken.None);
    }
}
