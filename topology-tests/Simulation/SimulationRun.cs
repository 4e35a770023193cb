using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// Runs instances of a stage on a simulated cluster, in one thread and in an order that follows from a seed: records come, time passes,
/// partitions move, instances crash at any step, sleep and wake up, and come back. In the end all is left alone until everything is processed.
/// </summary>
internal sealed class SimulationRun
{
    private const int MaxStepsToCrash = 40;
    private const string Feeder = "feeder";
    private readonly SimulationSettings _settings;
    private readonly Random _random;
    private readonly List<(StageIdentity Identity, CreateStage Create)> _stages;
    private readonly List<SimulatedInstance> _instances = [];
    private readonly List<SimulatedInstance> _crashed = [];
    private int _nextInput;
    private SimulatedTransaction _feeder;

    /// <summary>Records of the input in the open transaction of whoever writes it.</summary>
    private int _inputUnderway;

    public SimulationRun(SimulationSettings settings, int seed)
    {
        _settings = settings;
        _random = new Random(seed);
        Trouble = new Mischief(_random);
        Cluster = new SimulatedCluster { Fences = settings.Fences };
        _stages = [(settings.Identity, settings.Create), .. settings.Others];
        foreach (var topic in _stages.SelectMany(stage => stage.Identity.OutputTopics.Append(stage.Identity.InputTopic).Append(stage.Identity.StateTopic)).Distinct())
        {
            Cluster.CreateTopic(topic, settings.Partitions);
        }

        Cluster.CreateTopic(settings.Identity.DeadLetterTopic, 1);
        _stages.ForEach(stage => Cluster.CreateGroup(stage.Identity.GroupId, settings.Partitions));
        _feeder = Cluster.InitTransactions(Feeder, Cluster.Group);
        settings.Watch(this);
    }

    public SimulatedCluster Cluster { get; }

    public Mischief Trouble { get; }

    /// <summary>The instance that does a step at present.</summary>
    public SimulatedInstance? Working { get; private set; }

    /// <summary>Everything was processed and committed in the end.</summary>
    public bool IsAtRest { get; private set; }

    /// <summary>What happened besides plain work, for whoever reads a failure.</summary>
    public List<string> Events { get; } = [];

    public void Run()
    {
        for (var i = 0; i < Processes; i++)
        {
            Start(NameOf(i), i % _stages.Count);
        }

        while (_nextInput < _settings.Input.Count || _inputUnderway > 0)
        {
            Turn();
        }

        while (_instances.Count < Processes)
        {
            Restart();
        }

        Settle();
    }

    /// <summary>A process of this name begins, of the stage with this number.</summary>
    public SimulatedInstance Start(string name, int stage = 0)
    {
        var instance = new SimulatedInstance(
            name,
            _stages[stage].Identity,
            new RunnerSettings { Guarantee = _settings.Guarantee, StateInterval = TimeSpan.FromSeconds(5) },
            _stages[stage].Create,
            Cluster,
            (identity, memberId) => _settings.MakeLog(Cluster, identity, memberId, Trouble));
        _instances.Add(instance);
        return instance;
    }

    /// <summary>Appends the next records of the input.</summary>
    public void AppendInput(int count)
    {
        for (; count > 0; count--)
        {
            Append();
        }
    }

    /// <summary>Lets one instance work while time goes by, ten turns in 100 ms.</summary>
    public void Work(SimulatedInstance instance, int forMs)
    {
        for (var turn = 0; turn < forMs / 10 && _instances.Contains(instance); turn++)
        {
            Cluster.ExpireTransactions();
            Assign();
            Step(instance);
            Cluster.Time.Advance(10);
        }
    }

    public bool CrashesWithin(SimulatedInstance instance, int forMs)
    {
        Work(instance, forMs);
        return !_instances.Contains(instance);
    }

    /// <summary>The process is gone between two turns.</summary>
    public void Kill(SimulatedInstance instance)
    {
        _instances.Remove(instance);
        instance.Group.Remove(instance.MemberId);
    }

    public void Settle()
    {
        Trouble.IsOn = false;
        Trouble.SpareAll();
        _instances.ForEach(instance => instance.IsAsleep = false);
        for (var turn = 0; !IsSettled(); turn++)
        {
            _settings.Play();
            Cluster.ExpireTransactions();
            Assign();
            _instances.ToList().ForEach(Step);
            Cluster.Time.Advance(turn % 10 == 0 ? _settings.SettleAdvanceMs : 0);
            if (turn > _settings.MaxSettleTurns)
            {
                return;
            }
        }

        IsAtRest = true;
        _instances.ForEach(instance => instance.Stop());
    }

    private void Turn()
    {
        _settings.Play();
        Cluster.ExpireTransactions();
        Assign();
        var dice = _random.Next(1_000);
        switch (dice)
        {
            case < 120 when _settings.HasTransactionsInInput:
                AppendInTransaction();
                break;
            case < 120:
                Append();
                break;
            case < 300:
                Cluster.Time.Advance(_random.Next(1, _settings.MaxAdvanceMs));
                break;
            case < 308:
                Trouble.CrashIn(_random.Next(MaxStepsToCrash));
                break;
            case < 314:
                Cluster.Groups.ElementAt(_stages.Count == 1 ? 0 : _random.Next(_stages.Count)).Want(_random);
                break;
            case < 316:
                Trouble.HoldUpIn(_random.Next(MaxStepsToCrash), HoldUp);
                break;
            case < 319:
                Sleep();
                break;
            case < 330:
                Wake();
                break;
            case < 345:
                Restart();
                break;
            case < 350:
                DeliverLate();
                break;
            default:
                StepAny();
                break;
        }
    }

    private void Append()
    {
        var (partition, key, value) = _settings.Input[_nextInput++];
        Cluster.Append(Cluster.Topic(_settings.Identity.InputTopic)[partition], new OutputRecord(_settings.Identity.InputTopic, key, value), Fate.Committed);
    }

    /// <summary>Whoever writes the input goes on with a transaction or ends it; what was aborted, or open for too long, is written again.</summary>
    private void AppendInTransaction()
    {
        try
        {
            if (_inputUnderway > 0 && (_nextInput + _inputUnderway == _settings.Input.Count || _random.Next(3) == 0))
            {
                EndTransaction();
                return;
            }

            if (_inputUnderway == 0)
            {
                _feeder.Begin();
            }

            var (partition, key, value) = _settings.Input[_nextInput + _inputUnderway++];
            _feeder.Produce(new OutputRecord(_settings.Identity.InputTopic, key, value), partition);
        }
        catch (LogFencedException)
        {
            _feeder = Cluster.InitTransactions(Feeder, Cluster.Group);
            _inputUnderway = 0;
        }
    }

    private void EndTransaction()
    {
        if (_random.Next(4) == 0)
        {
            _feeder.Abort();
        }
        else
        {
            _feeder.Commit();
            _nextInput += _inputUnderway;
        }

        _inputUnderway = 0;
    }

    private void StepAny()
    {
        var awake = _instances.Where(instance => !instance.IsAsleep).ToList();
        if (awake.Count > 0)
        {
            Step(awake[_random.Next(awake.Count)]);
        }
    }

    private void Step(SimulatedInstance instance)
    {
        var outer = Working;
        Working = instance;
        try
        {
            instance.Step();
        }
        catch (SimulatedCrashException crash)
        {
            Note($"{instance.Name} {crash.Message}");
            _instances.Remove(instance);
            _crashed.Add(instance);
            instance.Group.Remove(instance.MemberId);
        }
        finally
        {
            Working = outer;
        }
    }

    /// <summary>
    /// The working instance stops in the midst of a step, so long that the group gives its partitions to others, who work; then it goes on as if
    /// nothing had happened.
    /// </summary>
    private void HoldUp()
    {
        var zombie = Working!;
        Note($"{zombie.Name} is held up");
        zombie.Group.Remove(zombie.MemberId);
        for (var turns = _random.Next(10, 200); turns > 0; turns--)
        {
            Cluster.ExpireTransactions();
            Assign();
            Cluster.Time.Advance(_random.Next(100));
            if (_instances.Where(instance => !instance.IsAsleep && instance != zombie).ToList() is { Count: > 0 } others)
            {
                Step(others[_random.Next(others.Count)]);
            }
        }

        Note($"{zombie.Name} goes on");
    }

    private static string NameOf(int number) => $"instance{number}";

    private void Restart()
    {
        var missing = Enumerable.Range(0, Processes).Where(number => _instances.TrueForAll(instance => instance.Name != NameOf(number))).ToList();
        if (missing.Count > 0)
        {
            var number = missing[_random.Next(missing.Count)];
            Start(NameOf(number), number % _stages.Count);
        }
    }

    /// <summary>A long pause: the group gives its partitions to others.</summary>
    private void Sleep()
    {
        if (_instances.Find(instance => !instance.IsAsleep) is { } victim)
        {
            Note($"{victim.Name} falls asleep");
            victim.IsAsleep = true;
            victim.Group.Remove(victim.MemberId);
        }
    }

    private void Wake()
    {
        if (_instances.Find(instance => instance.IsAsleep) is { } sleeper)
        {
            Note($"{sleeper.Name} wakes up");
            sleeper.IsAsleep = false;
            Step(sleeper);
        }
    }

    private void DeliverLate()
    {
        if (_crashed.Count > 0)
        {
            _crashed[_random.Next(_crashed.Count)].DeliverLate(_random.Next(1, 5));
        }
    }

    private int Processes => _settings.Instances * _stages.Count;

    private void Assign()
    {
        foreach (var group in Cluster.Groups)
        {
            group.Assign(_random);
        }
    }

    private bool IsSettled() => !Cluster.HasOpenTransactions && _stages.TrueForAll(stage => IsRead(stage.Identity)) && _settings.IsDone();

    private bool IsRead(StageIdentity stage) => Cluster.Topic(stage.InputTopic)
        .Select((partition, number) => partition.Next(Cluster.GroupOf(stage.GroupId).Committed.GetValueOrDefault(number)) is null)
        .All(done => done);

    private void Note(string what) => Events.Add($"{Cluster.Time.NowMs}: {what}");
}
