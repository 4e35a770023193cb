using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>
/// Drives the production detector over the records of one metrics partition, in their order, and gives the alarms as Detect writes them: with their
/// origin. It reads and writes nothing itself.
/// </summary>
/// <param name="topic">The metrics topic, as origins name it.</param>
/// <param name="partition">The partition.</param>
/// <param name="detector">One that stands where the replay begins.</param>
/// <param name="findRules">Answers for the versions of activation records; null for one that is to be passed over.</param>
public sealed class PartitionReplay(string topic, int partition, Detector detector, Func<string, RuleSet?> findRules)
{
    private readonly DetectorOutput _output = new();

    public Detector Detector => detector;

    /// <summary>What of the last record took no part.</summary>
    public IReadOnlyList<Rejection> Rejections => _output.Rejections;

    /// <summary>Records the detector failed on. Detect makes each a dead letter, without any alarm.</summary>
    public long Failures { get; private set; }

    /// <summary>The alarms that follow from a record, in their order; they are valid until the next call.</summary>
    public IReadOnlyList<AlarmMessage> Process(long offset, long timestampMs, ReadOnlySpan<byte> value)
    {
        _output.Clear();
        try
        {
            detector.Process(value, timestampMs, findRules, _output);
        }
#pragma warning disable CA1031 // Whatever is wrong with a record was wrong with it then, too.
        catch (Exception)
#pragma warning restore CA1031
        {
            Failures++;
            _output.Clear();
        }

        for (var i = 0; i < _output.Alarms.Count; i++)
        {
            _output.Alarms[i].Origin = new Origin { Topic = topic, Partition = partition, Offset = offset, Index = (uint)i };
        }

        return _output.Alarms;
    }
}
