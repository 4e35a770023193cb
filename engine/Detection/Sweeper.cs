using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <summary>
/// Frees entities that were not seen for long and of which nothing is open. Every check looks at a sixtieth of them. That this
/// happens changes no output: what is forgotten after that time is forgotten whether it was freed or not.
/// </summary>
internal sealed class Sweeper(PartitionState state)
{
    private const int ChecksPerRound = 60;

    /// <summary>A sample's minute may lie after the one in which the entity was seen.</summary>
    private const int AheadMinutes = 3;
    private int _next;

    public void Run(int minute)
    {
        var end = state.Entities.End;
        for (var left = (end + ChecksPerRound - 1) / ChecksPerRound; left > 0; left--)
        {
            _next = _next < end ? _next : 0;
            ref var entity = ref state.Entities[_next];
            if (entity.Bytes is not null && minute - entity.LastSeen > state.Plan.ForgetAfterMinutes + AheadMinutes && IsAtRest(entity))
            {
                Free(_next);
            }

            _next++;
        }
    }

    private bool IsAtRest(in EntityState entity)
    {
        for (var series = entity.FirstSeries; series >= 0; series = state.Series[series].Next)
        {
            for (var window = state.Series[series].FirstWindow; window >= 0; window = state.Windows[window].Next)
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
        var series = state.Entities[number].FirstSeries;
        while (series >= 0)
        {
            var window = state.Series[series].FirstWindow;
            while (window >= 0)
            {
                var nextWindow = state.Windows[window].Next;
                state.FreeWindow(window);
                window = nextWindow;
            }

            var next = state.Series[series].Next;
            state.Series.Free(series);
            series = next;
        }

        state.Entities.Remove(number);
    }
}
