using System.Text;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>What a runner makes of a stage that acts, above all where the stage fails.</summary>
public sealed class ActingRunnerTests
{
    private readonly ProbeStage[] _stages = [new(), new()];
    private readonly SimulationRun _run;
    private readonly SimulatedInstance _instance;
    private TimeSpan _lastWait;

    public ActingRunnerTests()
    {
        _run = new SimulationRun(
            new SimulationSettings
            {
                Identity = new("probe", "input", ["output"], "state", "dead", "group"),
                Create = (partition, _) => _stages[partition],
                Partitions = 2,
                Input = [],
                MakeLog = (cluster, identity, memberId, mischief) => new WaitNotingLog(cluster, identity, memberId, mischief, wait => _lastWait = wait),
            },
            seed: 1);
        _run.Trouble.IsOn = false;
        _instance = _run.Start("a");
    }

    [Fact]
    public void StageThatFails_IsAskedAgainASecondLater_OthersAllTheTime()
    {
        _stages[0].OnAct = _ => throw new InvalidOperationException("planted");

        _run.Work(_instance, forMs: 900);
        Assert.Equal(1, _stages[0].Acts);
        Assert.True(_stages[1].Acts > 50, $"{_stages[1].Acts}");
        _run.Work(_instance, forMs: 900);
        Assert.Equal(2, _stages[0].Acts);
    }

    [Fact]
    public void StageThatFails_WhatItAddedBefore_IsAppended()
    {
        _stages[1].OnAct = appends =>
        {
            appends.Add(Record("done"));
            throw new InvalidOperationException("planted");
        };

        _run.Work(_instance, forMs: 500);

        Assert.Equal(["done"], Log(1));
        Assert.Empty(Log(0));
    }

    [Fact]
    public void Append_TooLargeForABroker_IsLeftOut()
    {
        _stages[0].OnAct = appends =>
        {
            if (_stages[0].Acts == 1)
            {
                appends.AddRange([Record(new string('x', OutputRecord.MaxBytes + 1)), Record("small")]);
            }
        };

        _run.Work(_instance, forMs: 500);

        Assert.Equal(["small"], Log(0));
    }

    [Fact]
    public void FinishThatFails_IsAbandoned_AndWhatItAddedIsAppended()
    {
        _stages[0].OnFinish = appends =>
        {
            appends.Add(Record("done"));
            throw new InvalidOperationException("planted");
        };
        _run.Work(_instance, forMs: 100);

        _instance.Stop();

        Assert.Equal(["done"], Log(0));
        Assert.Equal((1, 0), (_stages[0].Abandoned, _stages[1].Abandoned));
    }

    [Fact]
    public void Partitions_LostToAnother_AreAbandoned()
    {
        _run.Work(_instance, forMs: 100);
        _run.Cluster.Group.Remove(_instance.MemberId);

        _instance.Step();

        Assert.Equal((1, 1), (_stages[0].Abandoned, _stages[1].Abandoned));
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 2)]
    public void Wait_WhileSomethingIsUnderway_IsShort(bool isActing, int expectedMs)
    {
        _run.Work(_instance, forMs: 100);
        _stages[1].IsActing = isActing;

        _instance.Step(TimeSpan.FromMilliseconds(20));

        Assert.Equal(expectedMs, _lastWait.TotalMilliseconds);
    }

    private static OutputRecord Record(string value) => new("", null, Encoding.UTF8.GetBytes(value));

    private List<string> Log(int partition) => [.. _run.Cluster.Topic("input")[partition].Entries.Select(entry => Encoding.UTF8.GetString(entry.Value!))];
}
