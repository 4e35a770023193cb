using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>Alarms of several entities and rules: each fires, may fire again, and recovers. Some stand there twice, as from a stage that has crashed.</summary>
internal sealed class DecisionInput(Random random, int partitions)
{
    private const int Alarms = 60;
    private const int Entities = 4;
    private readonly Dictionary<(string Rule, string Entity), string> _firing = [];
    private readonly Dictionary<int, long> _offsets = [];

    /// <summary>Each once, in order.</summary>
    public List<AlarmMessage> All { get; } = [];

    public IEnumerable<(int Partition, byte[] Key, byte[] Value)> Records()
    {
        for (var i = 0; i < Alarms; i++)
        {
            var number = random.Next(Entities);
            var partition = number % partitions;
            var alarm = Next(i, $"e{number}", partition);
            All.Add(alarm);
            var record = (partition, EntityKey.Of(alarm.Id0, ""), alarm.ToByteArray());
            yield return record;
            if (random.Next(15) == 0)
            {
                yield return record;
            }
        }
    }

    public static int NumberOf(AlarmMessage alarm) => int.Parse(alarm.Id["alarm".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private AlarmMessage Next(int number, string entity, int partition)
    {
        // A few rules, so that alarms of one come close to each other.
        var rule = DecisionPolicies.Rules[random.Next(3) == 0 ? random.Next(DecisionPolicies.Rules.Count) : number / 7 % DecisionPolicies.Rules.Count];
        var recovers = _firing.ContainsKey((rule, entity)) && random.Next(2) == 0;
        var episode = _firing.GetValueOrDefault((rule, entity), $"episode{number}");
        if (recovers)
        {
            _firing.Remove((rule, entity));
        }
        else
        {
            _firing[(rule, entity)] = episode;
        }

        var offset = _offsets[partition] = _offsets.GetValueOrDefault(partition) + 1;
        return new AlarmMessage
        {
            Id = $"alarm{number}",
            EpisodeId = episode,
            RuleName = rule,
            Id0 = entity,
            Name = entity,
            State = recovers ? AlarmState.Recovered : AlarmState.Firing,
            Origin = new Origin { Topic = "simulated.metrics.v1", Partition = partition, Offset = offset },
        };
    }
}
