using System.Globalization;
using System.Text;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// Where effects happen. It watches who begins them: an effect may happen again only if what came of it was not in the log when another took the
/// partition over, and that in turn only if its owner crashed, lost the partition, or didn't wait for it when it gave the partition up.
/// </summary>
internal sealed class EffectWorld(int seed)
{
    private static readonly StageIdentity _identity = new("effects", "input", [EffectStage.Topic], "state", "dead", "group");
    private readonly Random _random = new(seed);
    private readonly Tenures _tenures = new();
    private readonly List<Effect> _effects = [];

    /// <summary>The first thing that went wrong.</summary>
    public string? Complaint { get; private set; }

    public static SimulationSettings Settings(int seed, ProcessingGuarantee guarantee) => new EffectWorld(seed).Settings(guarantee);

    public SimulationSettings Settings(ProcessingGuarantee guarantee) => new()
    {
        Identity = _identity,
        Create = (partition, state) => new EffectStage(this, partition, state),
        Instances = _random.Next(1, 4),
        Guarantee = guarantee,
        HasTransactionsInInput = true,
        Watch = _tenures.Watch,
        IsDone = () => Enumerable.Range(0, 3).All(IsDone),
        Complaint = () => Complaint,
        Input = [.. Enumerable.Range(0, 60).Select(i => (_random.Next(3), Encoding.UTF8.GetBytes($"k{_random.Next(10)}"), Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture))))],
    };

    public Tenure Begin(int partition) => _tenures.Begin(partition, _identity.InputTopic);

    public Effect Begin(Tenure tenure, long offset, long nowMs)
    {
        foreach (var earlier in _effects.Where(effect => effect.By.Partition == tenure.Partition && effect.Offset == offset))
        {
            var reason = tenure.WhyNotAgain(earlier.By, earlier.WasCancelled, DoneAt(tenure.Partition, offset));
            Complaint ??= reason is null ? null : $"effect {tenure.Partition}@{offset} of {earlier.By.MemberId} happened again at {tenure.MemberId}: {reason}";
        }

        const int longestMs = 2_000;
        var effect = new Effect(tenure, offset, nowMs + _random.Next(longestMs));
        _effects.Add(effect);
        return effect;
    }

    public bool Cancels() => _random.Next(4) == 0;

    /// <summary>A stage has faults, too.</summary>
    public void MayFail()
    {
        if (_tenures.Run.Trouble.IsOn && _random.Next(20) == 0)
        {
            throw new InvalidOperationException("planted");
        }
    }

    private bool IsDone(int partition)
    {
        var done = Records(partition).Select(record => EffectStage.DoneOffset(record.Value)).ToHashSet();
        return Records(partition).All(record => EffectStage.DoneOffset(record.Value) is not null || done.Contains(record.Offset));
    }

    private long? DoneAt(int partition, long offset)
    {
        foreach (var record in Records(partition))
        {
            if (EffectStage.DoneOffset(record.Value) == offset)
            {
                return record.Offset;
            }
        }

        return null;
    }

    private IEnumerable<(long Offset, byte[] Value)> Records(int partition)
    {
        for (var next = 0L; Log(partition).Next(next) is var (offset, entry); next = offset + 1)
        {
            yield return (offset, entry.Value!);
        }
    }

    private SimulatedPartition Log(int partition) => _tenures.Run.Cluster.Topic(_identity.InputTopic)[partition];
}
