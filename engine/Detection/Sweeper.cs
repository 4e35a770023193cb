using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <summary>
/// Frees entities that were not seen for long and of which nothing is open. Every check looks at a sixtieth of them. That this
/// happens changes no output: what is forgotten after that time is forgotten whether it was freed or not.
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
            ref var entity = ref state.Entities[_next];
            if (entity.Chunk is not null && minute - entity.LastSeen > state.Plan.ForgetAfterMinutes && IsAtRest(entity))
            {
                Free(_next);
            }

            _next++;
        }
    }

    private bool IsAtRest(in EntityState entity)
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

    private void Free(int number)
    {
        for (var series = state.Entities[number].FirstSeries; series.Exists; series = FreeSeries(series))
        {
            FreeWindows(series.FirstWindow);
        }

        state.Entities.Remove(number);
    }

    private void FreeWindows(int window)
    {
        while (window >= 0)
        {
            var next = state.Windows[window].Next;
            state.FreeWindow(window);
            window = next;
        }
    }

    /// <summary>Gives back the place of the series after this one, which is returned.</summary>
    private SeriesState FreeSeries(in SeriesState series)
    {
        var next = state.After(series);
        if (next.Exists)
        {
            state.Series.Free(series.Next);
        }

        return next;
    }
}
