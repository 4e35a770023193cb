using Tocsin.Benchmarks.Loads;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>A simple contestant that parses records with Google.Protobuf.</summary>
internal sealed class SimpleOverRecords(int samples, ISimpleWindows windows, Encoded[] minutes) : Contestant
{
    public override int SamplesPerMinute => samples;

    public override void Run(int minute)
    {
        windows.Check(minute - 1);
        Take(minutes[minute % minutes.Length], minute);
    }

    public override void Introduce(Fleet inOrder) => Take(Encoded.Batches(inOrder, 0), 0);

    private void Take(Encoded records, int minute)
    {
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
