using Tocsin.Benchmarks.Contestants;
using Tocsin.Benchmarks.Loads;

namespace Tocsin.Benchmarks.Measuring;

/// <summary>Lets contestants run in turn, so that whatever else the machine does meets all of them.</summary>
internal sealed class Contest(int repetitions)
{
    private const int WarmUpMinutes = 12;
    private const int WarmUpSamples = 2_000_000;
    private const int SamplesPerTurn = 200_000;

    public int Repetitions => repetitions;

    /// <summary>The nanoseconds per sample of every contestant and repetition.</summary>
    public Timings Run(Fleet fleet, params Contestant[] contestants)
    {
        foreach (var contestant in contestants)
        {
            contestant.Introduce(fleet with { Shuffled = false });
        }

        var minutes = contestants.Select(WarmUp).ToArray();
        var times = contestants.Select(_ => new double[repetitions]).ToArray();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                times[i][repetition] = Turn(contestants[i], ref minutes[i]);
            }
        }

        return new Timings(times);
    }

    /// <summary>The nanoseconds of every contestant's checks alone, the samples between them taken but not measured.</summary>
    public Timings Checks(int firstMinute, params SampleContestant[] contestants)
    {
        var times = contestants.Select(_ => new double[repetitions]).ToArray();
        for (var minute = 0; minute < firstMinute + repetitions; minute++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                var start = ThreadClock.NowNs();
                contestants[i].Check(minute);
                times[i][Math.Max(0, minute - firstMinute)] = ThreadClock.NowNs() - start;
                contestants[i].Take(minute);
            }
        }

        return new Timings(times);
    }

    /// <summary>Until the windows are full and the code is compiled for good; the next minute to run.</summary>
    private static int WarmUp(Contestant contestant)
    {
        var minute = 0;
        while (minute < WarmUpMinutes && (minute < 2 || (long)minute * contestant.SamplesPerMinute < WarmUpSamples))
        {
            contestant.Run(minute++);
        }

        return minute;
    }

    private static double Turn(Contestant contestant, ref int minute)
    {
        var turns = Math.Max(1, SamplesPerTurn / contestant.SamplesPerMinute);
        var start = ThreadClock.NowNs();
        for (var i = 0; i < turns; i++)
        {
            contestant.Run(minute++);
        }

        return (ThreadClock.NowNs() - start) / ((double)turns * contestant.SamplesPerMinute);
    }
}
