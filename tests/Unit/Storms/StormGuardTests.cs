using Tocsin.Engine.Storms;
using Tocsin.V1;

namespace Tocsin.Unit.Storms;

public class StormGuardTests
{
    private const string Notice = "notice admin: More than 2 requests of policy 'slow' within 60 s: further ones are blocked until it is calm, for 300 s at least.";

    [Fact]
    public void Requests_UpToTheLimit_GoOut()
    {
        var log = new StormLog(Limits());

        Assert.Equal(["ask notify ops"], log.Firing(0));
        Assert.Equal(["ask notify ops"], log.Firing(1));
        Assert.Equal("host", log.Output.Actions[0].Key);
    }

    [Fact]
    public void Request_BeyondTheLimit_OpensTheCircuitAndIsBlocked()
    {
        var log = new StormLog(Limits());
        log.Firing(0);
        log.Firing(1);

        Assert.Equal([Notice, "ask notify ops blocked by policy:slow"], log.Firing(60));
        Assert.Equal(["ask notify ops blocked by policy:slow"], log.Firing(61));
        Assert.Equal(["ask notify ops blocked by policy:slow"], log.Firing(200));
    }

    [Fact]
    public void Time_OfTheLimit_IncludesBothEnds()
    {
        var (within, after) = (new StormLog(Limits()), new StormLog(Limits()));
        within.Firing(0);
        within.Firing(1);
        after.Firing(0);
        after.Firing(1);

        Assert.Equal(2, within.Firing(60).Count);
        Assert.Equal(["ask notify ops"], after.Firing(60.001));
    }

    [Fact]
    public void Circuit_OnceItIsCalm_ClosesAndTellsHowManyWereBlocked()
    {
        var log = new StormLog(Limits());
        log.Firing(0);
        log.Firing(1);
        log.Firing(2);
        log.Firing(3);

        Assert.Empty(log.Tick(301.999));
        Assert.Equal(["notice admin: It is calm again: within 300 s 2 requests of policy 'slow' were blocked."], log.Tick(302));
        Assert.Equal(["ask notify ops"], log.Firing(303));
    }

    /// <summary>A callback may go to a receiver that is told, too: it is blocked for itself alone.</summary>
    [Fact]
    public void Recovery_OfWhatWasTold_IsTold_AlsoIfACallbackToTheSameReceiverWasBlocked()
    {
        var log = new StormLog(new StormLimits { Limit = 1 });
        Assert.Equal(["ask notify ops"], log.Firing(0));
        Assert.Equal(["ask restart ops blocked by policy:slow"], log.Firing(0, package: "restart", type: PackageType.Callback));

        Assert.Equal(["ask notify ops"], log.Recovered(10));
        Assert.Equal(["ask restart ops blocked by policy:slow"], log.Recovered(10, package: "restart", type: PackageType.Callback));
    }

    [Fact]
    public void Circuit_ThatIsNotCalm_StaysOpen()
    {
        var log = new StormLog(Limits());
        foreach (var second in new[] { 0, 1, 2, 290, 295 })
        {
            log.Firing(second);
        }

        Assert.Empty(log.Tick(350));
        Assert.Equal(StormLog.Ms(350.001), log.Partition.TickDueMs);
        Assert.Single(log.Tick(400));
        Assert.Equal(StormLog.Ms(350.001), log.Output.Actions[0].Record.Request.Alarm.RecoveryTime);
    }

    [Fact]
    public void Notices_OfOneCircuit_AreOneEpisode()
    {
        var log = new StormLog(Limits());
        log.Firing(0);
        log.Firing(1);
        log.Firing(2);
        var opened = log.Output.Actions[0].Record.Request;
        log.Tick(400);
        var closed = log.Output.Actions[0].Record.Request;

        Assert.Equal((opened.Alarm.Id, opened.Alarm.Id), (opened.Alarm.EpisodeId, closed.Alarm.EpisodeId));
        Assert.NotEqual(opened.Alarm.Id, closed.Alarm.Id);
        Assert.Equal((AlarmState.Firing, AlarmState.Recovered), (opened.Alarm.State, closed.Alarm.State));
        Assert.Equal((AlarmLevel.Warning, "slow", "policy:slow"), (opened.Level, opened.Policy, opened.Alarm.Name));
    }

    [Fact]
    public void Sources_AndPackages_HaveCircuitsOfTheirOwn()
    {
        var log = new StormLog(new StormLimits { SourceLimit = 1, PackageLimit = 2 });
        log.Firing(0, "a");

        Assert.Equal(["ask notify ops blocked by source:slow/a"], log.Firing(1, "a"));
        Assert.Equal(["ask notify ops"], log.Firing(2, "b"));
        Assert.Equal(["ask notify ops blocked by package:slow/notify"], log.Firing(3, "c"));
        Assert.Equal(["ask restart ops"], log.Firing(4, "d", "restart"));
    }

    [Fact]
    public void PolicysCircuit_WhatItsSourceBlocks_IsNotCounted()
    {
        var log = new StormLog(new StormLimits { Limit = 2, SourceLimit = 1 });
        log.Firing(0, "a");
        log.Firing(1, "a");
        log.Firing(2, "a");

        Assert.Equal(["ask notify ops"], log.Firing(3, "b"));
        Assert.Equal(["ask notify ops blocked by policy:slow"], log.Firing(4, "c"));
    }

    [Fact]
    public void Recovery_OfWhatWentOut_Passes()
    {
        var log = new StormLog(Limits());
        log.Firing(0, "a");
        log.Firing(1, "b");
        log.Firing(2, "c");

        Assert.Equal(["ask notify ops"], log.Recovered(3, "a"));
        Assert.Equal(["ask notify ops blocked by policy:slow"], log.Recovered(4, "c"));
        Assert.Equal(["ask notify ops"], log.Recovered(5, "c"));
        Assert.Equal(["ask notify ops"], log.Recovered(6, "unknown"));
    }

    [Fact]
    public void Recovery_ForSomebodyWhoWasTold_PassesThoughOthersWereBlocked()
    {
        var log = new StormLog(new StormLimits { Limit = 1 });
        log.Firing(0, "a", receiver: "ops");
        log.Firing(0, "a", receiver: "dev");

        Assert.Equal(["ask notify-recovered ops"], log.Recovered(3, "a", "notify-recovered", "ops"));
        Assert.Equal(["ask notify-recovered dev blocked by policy:slow"], log.Recovered(3, "a", "notify-recovered", "dev"));
    }

    [Fact]
    public void Recovery_ForThoseWhoHearOfNothingElse_GoesTheWayOfTheirHook()
    {
        var log = new StormLog(new StormLimits { Limit = 1 });
        log.Firing(0, "a", receiver: "webhook.ops");
        log.Firing(0, "b", receiver: "webhook.ops");

        Assert.Equal(["ask notify webhook.ops#recovery"], log.Recovered(3, "a", receiver: "webhook.ops#recovery"));
        Assert.Equal(["ask notify webhook.ops#recovery blocked by policy:slow"], log.Recovered(3, "b", receiver: "webhook.ops#recovery"));
        Assert.Equal(["ask notify webhook.ops#recovery2 blocked by policy:slow"], log.Recovered(3, "b", receiver: "webhook.ops#recovery2"));
        Assert.Equal(["ask notify webhook.ops blocked by policy:slow"], log.Recovered(3, "b", receiver: "webhook.ops"));
        Assert.Equal(0, log.Partition.Counts.Blocked);
    }

    [Fact]
    public void Recovery_OfWhatWasToldBeforeOrAfterwards_Passes()
    {
        var log = new StormLog(new StormLimits { Limit = 1, OpenSeconds = 60 });
        log.Firing(0, "a");
        log.Firing(1, "told-before", toldBefore: true);
        log.Firing(2, "told-later");
        log.Firing(200, "told-later", toldBefore: true);

        Assert.Equal(["ask notify ops"], log.Recovered(201, "told-before"));
        Assert.Equal(["ask notify ops"], log.Recovered(202, "told-later"));
    }

    [Fact]
    public void Recoveries_AreNeverCounted()
    {
        var log = new StormLog(Limits());
        foreach (var second in Enumerable.Range(0, 20))
        {
            Assert.Equal(["ask notify ops"], log.Recovered(second));
        }

        Assert.Equal(0, log.Partition.Counts.Circuits);
    }

    [Fact]
    public void Guarded_Repeated_IsDropped()
    {
        var log = new StormLog(Limits());
        var record = new ActionRecord { Guarded = new Guarded { Request = new Request { Policy = "slow", Package = "p", Alarm = new AlarmMessage { Id = "a", Id0 = "x" } }, Limits = Limits(), Origin = new Origin { Topic = "actions", Offset = 7 } } };

        Assert.Single(log.Process(0, record));
        Assert.Empty(log.Process(1, record));
    }

    [Fact]
    public void Withdrawal_IsPassedOn() => Assert.Equal(["withdraw r under k"], new StormLog(Limits()).Withdraw(0));

    [Fact]
    public void Limits_EditedMeanwhile_CountAtOnce()
    {
        var log = new StormLog(new StormLimits { Limit = 10 });
        foreach (var second in Enumerable.Range(0, 5))
        {
            log.Firing(second);
        }

        log.Limits = Limits();
        Assert.Equal([Notice, "ask notify ops blocked by policy:slow"], log.Firing(6));
    }

    [Fact]
    public void Notices_OfManyCircuits_AreBounded()
    {
        var log = new StormLog(new StormLimits { SourceLimit = 1, Notices = { new Call { Package = "notify-firing", Receiver = "admin" } } });
        var notices = 0;
        for (var host = 0; host < StormBounds.MaxNoticed + 10; host++)
        {
            log.Firing(0, $"host-{host}");
            notices += log.Firing(1, $"host-{host}").Count(line => line.StartsWith("notice", StringComparison.Ordinal));
        }

        Assert.Equal(StormBounds.MaxNoticed, notices);
    }

    [Fact]
    public void Circuits_OfManySources_AreBounded()
    {
        var log = new StormLog(new StormLimits { SourceLimit = 1, Limit = 10_000 });
        for (var host = 0; host < StormBounds.MaxCircuits + 10; host++)
        {
            log.Firing(0, $"host-{host}");
        }

        Assert.Equal(StormBounds.MaxCircuits + 1, log.Partition.Counts.Circuits);
        Assert.Equal(["ask notify ops blocked by policy:slow"], log.Firing(1, "host-0"));
        Assert.Equal(["ask notify ops blocked by source:slow/host-99"], log.Firing(1, "host-99"));
    }

    [Fact]
    public void Everything_WhenItIsOver_LeavesNothing()
    {
        var log = new StormLog(Limits());
        log.Firing(0);
        log.Firing(1, "b");
        log.Firing(2, "c");

        log.Tick(8 * 86_400);

        Assert.Equal((0, 0), (log.Partition.Counts.Circuits, log.Partition.Counts.Blocked));
    }

    private static StormLimits Limits() => new()
    {
        Limit = 2,
        Notices = { new Call { Package = "notify-firing", Receiver = "admin", Type = PackageType.Notification } },
        RecoveryNotices = { new Call { Package = "notify-recovered", Receiver = "admin", Type = PackageType.Notification } },
    };
}
