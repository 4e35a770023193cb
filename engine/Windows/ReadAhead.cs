using System.Runtime.CompilerServices;
using Tocsin.Engine.Samples;

namespace Tocsin.Engine.Windows;

/// <summary>
/// Touches what the samples of a batch will need. Nothing changes by it, but the processor fetches it for many entities at a time, where the
/// samples themselves would wait for one after the other.
/// </summary>
internal sealed class ReadAhead(PartitionState state)
{
    /// <summary>So many entities fit into the caches near the processor, with their windows.</summary>
    private const int Most = 512;
    private readonly int[] _numbers = new int[Most];

    /// <summary>The sum has no meaning, but only what is used is read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Run(Slots<EntitySlot> batch)
    {
        var count = Math.Min(batch.Count, Most);
        var sum = 0L;
        for (var i = 0; i < count; i++)
        {
            sum += (long)state.Entities.FirstSlot(batch[i].Hash);
        }

        for (var i = 0; i < count; i++)
        {
            _numbers[i] = state.Entities.Guess(batch[i].Hash);
            sum += _numbers[i] < 0 ? 0 : state.Entities[_numbers[i]].LastSeen;
        }

        for (var i = 0; i < count; i++)
        {
            sum += _numbers[i] < 0 ? 0 : Touch(state.Entities[_numbers[i]]);
        }

        return sum;
    }

    private long Touch(in EntityState entity)
    {
        var window = entity.FirstSeries.FirstWindow;
        return entity.Text[0] + (window < 0 ? 0 : state.Windows[window].Newest);
    }
}
