using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.TopologyTests.Cases;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>Logs that say the same in other words give the same alarms, to the byte.</summary>
public sealed class EqualLogTests
{
    private static readonly int _cases = Math.Max(1, CaseSettings.Count / 20);

    [Fact]
    public void Replay_SameLog_GivesSameBytes() =>
        Search.AssertNone(_cases, @case => Differ(Alarms(@case), Alarms(@case)));

    [Fact]
    public void Batch_SplitIntoSamples_GivesSameAlarmsAndRejections() =>
        Search.AssertNone(_cases, @case =>
            Differ(Alarms(@case), Alarms(Rewrites.Split(@case)))
            ?? (Rejections(@case).SequenceEqual(Rejections(Rewrites.Split(@case))) ? null : "rejections differ"));

    [Fact]
    public void Sample_SentAgain_ChangesNothing() =>
        Search.AssertNone(_cases, @case => Differ(Alarms(@case), Alarms(Rewrites.Resend(@case))));

    [Fact]
    public void Partitions_InterleavedAnyWay_GiveSameAlarms() =>
        Search.AssertNone(_cases, @case =>
        {
            var other = RandomCase.Of(@case.Records.Length);
            var (one, two) = Interleaved(@case, other);
            return Differ(Alarms(@case), one) ?? Differ(Alarms(other), two);
        });

    /// <summary>Within a record the alarms of different entities follow their samples, so that only their order may change.</summary>
    [Fact]
    public void SamplesOfDifferentEntities_InAnyOrder_GiveSameAlarms() =>
        Search.AssertNone(_cases, @case =>
            Differ(Sorted(Alarms(@case)), Sorted(Alarms(Rewrites.Shuffle(@case, new(@case.Records.Length))))));

    private static List<AlarmMessage> Alarms(Case @case)
    {
        var run = new EngineRun(@case);
        return [.. @case.Records.SelectMany(record => run.Process(record).Alarms)];
    }

    private static List<RejectReason> Rejections(Case @case)
    {
        var run = new EngineRun(@case);
        return [.. @case.Records.SelectMany(record => run.Process(record).Rejections)];
    }

    private static (List<AlarmMessage> One, List<AlarmMessage> Two) Interleaved(Case one, Case two)
    {
        var random = new Random(one.Records.Length);
        var (runOne, runTwo) = (new EngineRun(one), new EngineRun(two));
        var (alarmsOne, alarmsTwo) = (new List<AlarmMessage>(), new List<AlarmMessage>());
        for (int i = 0, j = 0; i < one.Records.Length || j < two.Records.Length;)
        {
            if (j == two.Records.Length || (i < one.Records.Length && random.Chance(0.5)))
            {
                alarmsOne.AddRange(runOne.Process(one.Records[i++]).Alarms);
            }
            else
            {
                alarmsTwo.AddRange(runTwo.Process(two.Records[j++]).Alarms);
            }
        }

        return (alarmsOne, alarmsTwo);
    }

    private static List<AlarmMessage> Sorted(List<AlarmMessage> alarms) =>
        [.. alarms.OrderBy(alarm => alarm.TimeMs).ThenBy(alarm => alarm.ToByteString().ToBase64(), StringComparer.Ordinal)];

    private static string? Differ(List<AlarmMessage> expected, List<AlarmMessage> actual) =>
        expected.SequenceEqual(actual) ? null : $"alarms differ\nexpected:\n{Transcript.Of(expected)}actual:\n{Transcript.Of(actual)}";
}
