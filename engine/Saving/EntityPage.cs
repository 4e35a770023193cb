using System.Numerics;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>
/// How a page of entities is saved: one bit for each number in use, the minute that others are counted from, then the entities. A page says
/// nothing of when it was written, so that it stays true until it is written again.
/// </summary>
internal sealed class EntityPage(PartitionState state)
{
    private const int Size = 1 << DirtyPages.PageBits;
    private readonly EntityRecord _entities = new(state);

    /// <summary>False, and nothing written, if no number of the page is in use.</summary>
    public bool Write(StateWriter writer, int page, int baseMinute)
    {
        var used = Used(page);
        if (used == 0)
        {
            return false;
        }

        writer.Fixed64((long)used);
        writer.Number(baseMinute);
        for (; used != 0; used &= used - 1)
        {
            _entities.Write(writer, state.Entities[(page * Size) + BitOperations.TrailingZeroCount(used)], baseMinute);
        }

        return true;
    }

    public void Read(ref StateReader reader, int page, int nextCheck)
    {
        var used = (ulong)reader.Fixed64();
        var baseMinute = reader.Number("the page's minute", Minutes.Last);
        for (; used != 0; used &= used - 1)
        {
            _entities.Read(ref reader, (page * Size) + BitOperations.TrailingZeroCount(used), baseMinute, nextCheck);
        }

        if (!reader.AtEnd)
        {
            throw reader.Broken("goes on after its last entity");
        }
    }

    private ulong Used(int page)
    {
        var used = 0UL;
        var first = page * Size;
        for (var number = first; number < Math.Min(first + Size, state.Entities.End); number++)
        {
            used |= state.Entities[number].Chunk is null ? 0 : 1UL << (number - first);
        }

        return used;
    }
}
