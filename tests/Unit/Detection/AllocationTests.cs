using System.Collections.Immutable;
using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Detection;

public class AllocationTests
{
    private const long StartMs = 1_763_690_000_000 / MsPerMinute * MsPerMinute;
    private const int MsPerMinute = 60_000;
    private const int Entities = 100;
    private const int WarmUpMinutes = 40;
    private const int Minutes = 20;
    private const int Loud = 5_000;
    private const int Quiet = 150;
    private readonly DetectorOutput _output = new();

    /// <summary>Some windows gain and lose matches all the time, but none ever fires: an alarm is an object and may be allocated.</summary>
    [Theory]
    [InlineData("single", "integer")]
    [InlineData("single", "real")]
    [InlineData("single", "several")]
    [InlineData("single", "labelled")]
    [InlineData("batch", "integer")]
    [InlineData("batch", "real")]
    [InlineData("batch", "several")]
    [InlineData("batch", "labelled")]
    public void Samples_InSteadyState_AllocateNothing(string record, string value)
    {
        var detector = new Detector(new RuleSet { Version = "v1", Rules = [Rule("short", 10, 5), Rule("long", 90, 50)] });
        var records = Enumerable.Range(0, Entities).Select(minute => Records(minute, record == "batch", value).ToArray()).ToArray();
        Run(detector, records, 0, WarmUpMinutes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(detector, records, WarmUpMinutes, Minutes);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Entities, detector.Entities);
        Assert.Equal((WarmUpMinutes + Minutes) * Entities, detector.Counters.Samples);
        Assert.Empty(_output.Alarms);
        Assert.Empty(_output.Rejections);
    }

    private static Rule Rule(string name, int periodMinutes, int count) => new()
    {
        Name = name,
        Metric = "service_resp_time",
        Op = Comparison.Greater,
        Thresholds = [Threshold.TryParse("1000", Comparison.Greater), Threshold.TryParse("2000", Comparison.Greater)],
        PeriodMinutes = periodMinutes,
        Count = count,
        Announcement = new Announcement { Message = MessageTemplate.Parse("{name}") },
        Fingerprint = name,
    };

    private void Run(Detector detector, byte[][][] records, int first, int count)
    {
        for (var minute = first; minute < first + count; minute++)
        {
            foreach (var record in records[minute % records.Length])
            {
                detector.Process(record, StartMs + ((long)minute * MsPerMinute), static _ => null, _output);
            }
        }
    }

    private static IEnumerable<byte[]> Records(int minute, bool inBatch, string value)
    {
        var samples = Enumerable.Range(0, Entities).Select(entity => Sample(entity, minute, value)).ToImmutableArray();
        return inBatch ? [new MetricRecord { Batch = Batch(samples) }.ToByteArray()] : samples.Select(sample => new MetricRecord { Sample = sample }.ToByteArray());
    }

    private static Batch Batch(ImmutableArray<Sample> samples) => new()
    {
        Metrics = { samples[0].Metric },
        Entities = { samples.Select(sample => sample.Entity) },
        Points = { samples.Select(Point) },
    };

    private static Point Point(Sample sample, int entity)
    {
        var point = new Point { Entity = (uint)entity };
        point.MergeFrom(new Sample(sample) { Metric = "", Entity = null, TimeMs = 0 }.ToByteArray());
        return point;
    }

    /// <summary>A quarter of the entities match, in a minute out of four.</summary>
    private static Sample Sample(int entity, int minute, string value)
    {
        var number = entity % 4 == 0 && minute % 4 == 0 ? Loud : Quiet;
        var sample = new Sample
        {
            Metric = "service_resp_time",
            Entity = new Entity { Scope = Scope.Service, Id0 = $"id-{entity}", Name = $"service {entity}", Attributes = { ["host"] = "h1" } },
        };
        switch (value)
        {
            case "integer":
                sample.Integer = number;
                break;
            case "real":
                sample.Real = number + 0.5;
                break;
            case "several":
                sample.Several = new Several { Integers = { Quiet, number } };
                break;
            default:
                sample.Labelled = new Labelled { Values = { new LabelledValue { Label = "p50", Integer = Quiet }, new LabelledValue { Label = "p99", Integer = number } } };
                break;
        }

        return sample;
    }
}
