using Tocsin.Benchmarks.Loads;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>A simple contestant that parses records with Google.Protobuf.</summary>
internal sealed class SimpleOverRecords(Fleet fleet, ISimpleWindows windows, Func<Fleet, int, Encoded> encode) : Contestant
{
    private readonly Encoded[] _minutes = [.. Enumerable.Range(0, Fleet.Variants).Select(minute => encode(fleet, minute))];

    public override int SamplesPerMinute => fleet.Count;

    public override void Run(int minute)
    {
        windows.Check(minute - 1);
        var records = _minutes[minute % Fleet.Variants];
        for (var i = 0; i < records.Count; i++)
        {
            var record = MetricRecord.Parser.ParseFrom(records[i]);
            if (record.BodyCase == MetricRecord.BodyOneofCase.Sample)
            {
                windows.Take(record.Sample, minute);
            }
            else
            {
                TakeAll(record.Batch, minute);
            }
        }
    }

    private void TakeAll(Batch batch, int minute)
    {
        foreach (var point in batch.Points)
        {
            windows.Take(new Sample { Metric = batch.Metrics[(int)point.Metric], Entity = batch.Entities[(int)point.Entity], Integer = point.Integer }, minute);
        }
    }
}
