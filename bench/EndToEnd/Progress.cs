using System.Diagnostics;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>Notes when the first and the last of so many records were processed, and the processor time of the whole process between them.</summary>
internal sealed class Progress(long records)
{
    private long _processed;
    private long _begin;
    private long _end;
    private TimeSpan _cpuAtBegin;

    public bool IsDone => _processed >= records;

    /// <summary>Stages made, each when its state was restored.</summary>
    public int Stages { get; private set; }

    public long SavedBytes { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begin, _end);

    public TimeSpan Cpu { get; private set; }

    public void Processed()
    {
        if (_processed++ == 0)
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
