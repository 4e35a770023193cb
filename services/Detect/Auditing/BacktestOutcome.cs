using Tocsin.Runtime.Ranges;

namespace Tocsin.Detect.Auditing;

/// <summary>What a back-test did with a partition.</summary>
/// <param name="Partition">Of the metrics topic.</param>
/// <param name="Range">The records whose alarms count.</param>
/// <param name="StartOffset">The first record that was replayed.</param>
/// <param name="IsShort">Retention has left less before the range than the windows need.</param>
/// <param name="Records">Records replayed.</param>
/// <param name="Samples">Samples in them.</param>
public sealed record BacktestOutcome(int Partition, RecordRange Range, long StartOffset, bool IsShort, long Records, long Samples)
{
    public RecordRange Replayed => new(StartOffset, Range.To);
}
