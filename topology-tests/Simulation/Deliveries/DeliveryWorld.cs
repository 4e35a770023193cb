using System.Text;
using Google.Protobuf;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Delivering;
using Tocsin.Engine.Deliveries;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>Receivers that answer as they please, and what has to hold for all that is sent to them.</summary>
internal sealed class DeliveryWorld
{
    private const int Partitions = 3;
    private const int Deliveries = 60;
    private const int Entities = 3;
    private static readonly Topics _topics = new("simulated");
    private static readonly StageIdentity _identity =
        new(DeliverStage.Name, _topics.Deliveries, [_topics.Records, _topics.Actions], _topics.State(DeliverStage.Name), _topics.DeadLetters, "deliver");

    private readonly Random _random;
    private readonly int _maxOpen;
    private readonly Tenures _tenures = new();
    private readonly SendingChecks _checks;
    private DeliveryLog[] _logs = [];

    private readonly bool _hasErrands;

    private DeliveryWorld(int seed, bool hasErrands)
    {
        _random = new Random(seed);
        _hasErrands = hasErrands;
        _maxOpen = _random.Next(3, 20);
        _checks = new SendingChecks(_tenures, partition => _logs[partition]);
    }

    public long NowMs => _tenures.Run.Cluster.Time.NowMs;

    /// <param name="seed">Decides about everything.</param>
    /// <param name="guarantee">What the stage is run with.</param>
    /// <param name="hasErrands">Deliveries are commanded by Converge, some of them summaries, callbacks or questions.</param>
    public static SimulationSettings Settings(int seed, ProcessingGuarantee guarantee, bool hasErrands = false)
    {
        var world = new DeliveryWorld(seed, hasErrands);
        return new SimulationSettings
        {
            Identity = _identity,
            Create = world.Create,
            Instances = world._random.Next(1, 4),
            Guarantee = guarantee,
            HasTransactionsInInput = true,
            Watch = world.Watch,
            IsDone = () => world._logs.All(log => log.IsDone),
            Complaint = () => world._checks.Complaint,
            Outcome = run => LedgerOutcome.Difference(run, _topics, world._logs, guarantee) ?? ErrandOutcomes.Difference(run, _topics, guarantee),
            Input = [.. world.Input()],
        };
    }

    public SimulatedPartition Log(int partition) => _tenures.Run.Cluster.Topic(_topics.Deliveries)[partition];

    public int DurationMs() => _random.Next(2_000);

    public bool Cancels() => _random.Next(4) == 0;

    public bool Fails() => _tenures.Run.Trouble.IsOn && _random.Next(10) == 0;

    /// <param name="tenure">Who sends.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="underway">Other messages of the same sender to the same receiver.</param>
    public Sending Begin(Tenure tenure, string receiver, OutgoingMessage message, int underway)
    {
        var answer = Answer();
        var sending = new Sending(tenure, receiver, message.Id, [.. message.Alarms.Select(alarm => alarm.Id)], NowMs)
        {
            EndsMs = NowMs + DurationMs(),
            Answer = answer,
            Arrives = answer.Verdict == Verdict.Delivered || (answer.Verdict == Verdict.TryAgain && _random.Next(3) == 0),
        };
        _checks.Check(sending, message, underway);
        return sending;
    }

    private Answer Answer()
    {
        var calm = _tenures.Run.Trouble.IsOn ? 0 : 50;
        return (_random.Next(100) + calm) switch
        {
            < 20 => new Answer(Verdict.TryAgain, "http-503") { WaitMs = _random.Next(3_000) },
            < 28 => new Answer(Verdict.ContentRefused, "http-400"),
            < 33 => new Answer(Verdict.Refused, "http-404"),
            < 38 => new Answer(Verdict.NotSent, "circuit-open") { WaitMs = _random.Next(3_000) },
            _ => Dispatch.Channels.Answer.Ok,
        };
    }

    private WatchedStage Create(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state)
    {
        var tenure = _tenures.Begin(partition, _topics.Deliveries);
        return WatchedStage.Create(tenure, state, _topics, new SimulatedPost(this, tenure), _maxOpen);
    }

    private void Watch(SimulationRun run)
    {
        _tenures.Watch(run);
        _logs = [.. Enumerable.Range(0, Partitions).Select(partition => new DeliveryLog(Log(partition), _topics.Deliveries, partition, _maxOpen))];
    }

    /// <summary>Some come twice, as from a router that has crashed.</summary>
    private IEnumerable<(int Partition, byte[] Key, byte[] Value)> Input()
    {
        var receivers = DeliveryReceivers.All.Keys.ToList();
        for (var i = 0; i < Deliveries; i++)
        {
            var number = _random.Next(receivers.Count);
            var next = (number % Partitions, Encoding.UTF8.GetBytes(receivers[number]), new DeliveryRecord { Delivery = Delivery(i, receivers[number]) }.ToByteArray());
            yield return next;
            if (_random.Next(20) == 0)
            {
                yield return next;
            }
        }
    }

    private Delivery Delivery(int number, string receiver)
    {
        var id = SendingChecks.AlarmId(number * ErrandMaker.MostAlarms);
        var delivery = new Delivery
        {
            Id = DeliveryId.Of(id, receiver),
            Receiver = receiver,
            Origin = new Origin { Topic = _topics.Alarms, Offset = number },
            Alarm = Alarm(number, 0, $"e{_random.Next(Entities)}"),
        };
        return _hasErrands ? ErrandMaker.Command(delivery, _random, index => Alarm(number, index, $"e{_random.Next(Entities)}")) : delivery;
    }

    private AlarmMessage Alarm(int number, int index, string entity) => new()
    {
        Id = SendingChecks.AlarmId((number * ErrandMaker.MostAlarms) + index),
        Id0 = entity,
        Name = entity,
        RuleName = "a_rule",
        State = _random.Next(3) == 0 ? AlarmState.Recovered : AlarmState.Firing,
    };
}
