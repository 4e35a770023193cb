using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tocsin.Benchmarks.Measuring;

/// <summary>
/// The processor time of the current thread, so that a busy machine costs precision but no figures. Where the system has no such clock,
/// it is the wall's.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double NowNs()
    {
        if (OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0)
        {
            return (time.Seconds * 1e9) + time.Nanoseconds;
        }

        return Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
