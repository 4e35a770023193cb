using System.Diagnostics;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>
/// Notes when the first quarter and the last of so many records were processed, and the processor time of the whole process between them: what
/// belongs to the start is left out.
/// </summary>
internal sealed class Progress(long records)
{
    private long _processed;
    private long _begin;
    private long _end;
    private TimeSpan _cpuAtBegin;

    /// <summary>The share of the records that was measured.</summary>
    public const double Share = 0.75;

    public bool IsDone => _processed >= records;

    /// <summary>Stages made, each when its state was restored.</summary>
    public int Stages { get; private set; }

    public long SavedBytes { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begin, _end);

    public TimeSpan Cpu { get; private set; }

    public void Processed()
    {
        _processed++;
        if (_processed == records / 4)
        {
            _begin = Stopwatch.GetTimestamp();
            _cpuAtBegin = CpuTime();
        }
        else if (_processed == records)
        {
            _end = Stopwatch.GetTimestamp();
            Cpu = CpuTime() - _cpuAtBegin;
        }
    }

    public void Created() => Stages++;

    public void Saved(int bytes) => SavedBytes += bytes;

    private static TimeSpan CpuTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
