using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <summary>
/// Frees entities that were not seen for long and of which nothing is open. Every check looks at a sixtieth of them. That this
/// happens changes no output: what this has not yet come to is forgotten when a sample or a rule change next touches it.
/// </summary>
internal sealed class Sweeper(PartitionState state)
{
    private const int ChecksPerRound = 60;
    private int _next;

    public void Run(int minute)
    {
        var end = state.Entities.End;
        for (var left = (end + ChecksPerRound - 1) / ChecksPerRound; left > 0; left--)
        {
            _next = _next < end ? _next : 0;
            Forget(state, _next, minute);
            _next++;
        }
    }

    /// <summary>Frees an entity if its time has come; false if it is kept.</summary>
    public static bool Forget(PartitionState state, int number, int minute)
    {
        ref var entity = ref state.Entities[number];
        var forgets = entity.Chunk is not null && minute - entity.LastSeen > state.Plan.ForgetAfterMinutes && IsAtRest(state, entity);
        if (forgets)
        {
            Free(state, number);
        }

        return forgets;
    }

    private static bool IsAtRest(PartitionState state, in EntityState entity)
    {
        for (var series = entity.FirstSeries; series.Exists; series = state.After(series))
        {
            for (var window = series.FirstWindow; window >= 0; window = state.Windows[window].Next)
            {
                if ((state.Windows[window].Flags & (WindowFlags.Visited | WindowFlags.Watched)) != 0)
                {
                    return false;
                }
            }
        }

        return entity.FirstComposite < 0;
    }

    private static void Free(PartitionState state, int number)
    {
        for (var series = state.Entities[number].FirstSeries; series.Exists; series = FreeSeries(state, series))
        {
            FreeWindows(state, series.FirstWindow);
        }

        state.Entities.Remove(number);
    }

    private static void FreeWindows(PartitionState state, int window)
    {
        while (window >= 0)
        {
            var next = state.Windows[window].Next;
            state.FreeWindow(window);
            window = next;
        }
    }

    /// <summary>Gives back the place of the series after this one, which is returned.</summary>
    private static SeriesState FreeSeries(PartitionState state, in SeriesState series)
    {
        var next = state.After(series);
        if (next.Exists)
        {
            state.Series.Free(series.Next);
        }

        return next;
    }
}
