using System.Numerics;
using Tocsin.Engine.Samples;

namespace Tocsin.Engine.Windows;

/// <summary>The entities of a partition by scope, id0 and id1: open addressing over hash and number, so a look-up makes no garbage.</summary>
internal sealed class EntityTable
{
    private const int SmallestSize = 64;
    private readonly Slab<EntityState> _entities = new();
    private readonly TextStore _texts = new();

    /// <summary>The hash in the upper half, the number plus one in the lower; 0 is free.</summary>
    private ulong[] _slots = new ulong[SmallestSize];

    public int Count => _entities.Count;

    /// <summary>Which entities changed since the state was last saved.</summary>
    public DirtyPages Dirty { get; } = new();

    public int End => _entities.End;

    public ref EntityState this[int number] => ref _entities[number];

    /// <summary>What stands where the search for a hash begins.</summary>
    public ulong FirstSlot(uint hash) => _slots[Home(hash)];

    /// <summary>The first entity with a hash, -1 if there is none. Others may have the same.</summary>
    public int Guess(uint hash)
    {
        var mask = (uint)_slots.Length - 1;
        for (var at = Home(hash); _slots[at] != 0; at = (at + 1) & mask)
        {
            if ((uint)(_slots[at] >> 32) == hash)
            {
                return (int)(uint)_slots[at] - 1;
            }
        }

        return -1;
    }

    public int FindOrAdd(in EntityView view)
    {
        var mask = (uint)_slots.Length - 1;
        for (var at = Home(view.Hash); ; at = (at + 1) & mask)
        {
            var slot = _slots[at];
            if (slot == 0)
            {
                return Add(view, at);
            }

            if ((uint)(slot >> 32) == view.Hash)
            {
                var number = (int)(uint)slot - 1;
                if (Same(_entities[number], view))
                {
                    return number;
                }
            }
        }
    }

    /// <summary>
    /// Takes over name and attributes where the view gives any that differ, or <paramref name="anew"/> those of the view even if it gives none.
    /// True if the name changed.
    /// </summary>
    public bool Refresh(int number, in EntityView view, bool anew)
    {
        ref var entity = ref _entities[number];
        var renamed = (anew || !view.Name.IsEmpty) && !view.Name.SequenceEqual(entity.Name);
        var redescribed = (anew || !view.Attributes.IsEmpty) && !view.Attributes.SequenceEqual(entity.Attributes);
        if (renamed || redescribed)
        {
            var old = entity;
            Write(ref entity, old.Id0, old.Id1, renamed ? view.Name : old.Name, redescribed ? view.Attributes : old.Attributes);
            _texts.Free(old.Chunk!, old.Start, old.Length);
        }

        return renamed;
    }

    /// <summary>Forgets an entity; the slots after it move up, so that look-ups need no tombstones.</summary>
    public void Remove(int number)
    {
        var mask = (uint)_slots.Length - 1;
        var at = Home(_entities[number].Hash);
        while ((uint)_slots[at] != (uint)number + 1)
        {
            at = (at + 1) & mask;
        }

        for (var next = (at + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
        {
            var home = Home((uint)(_slots[next] >> 32));
            if (((next - home) & mask) >= ((next - at) & mask))
            {
                _slots[at] = _slots[next];
                at = next;
            }
        }

        _slots[at] = 0;
        ref var entity = ref _entities[number];
        _texts.Free(entity.Chunk!, entity.Start, entity.Length);
        _entities.Free(number);
        Dirty.Mark(number);
    }

    /// <summary>Puts an entity back under the number it had. Numbers come in rising order; those left out are free.</summary>
    public void Restore(int number, in EntityView view, int lastSeen)
    {
        var mask = (uint)_slots.Length - 1;
        var at = Home(view.Hash);
        while (_slots[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _entities.AddAt(number);
        Fill(number, view, at);
        _entities[number].LastSeen = lastSeen;
    }

    private static bool Same(in EntityState entity, in EntityView view) =>
        entity.Scope == view.Scope && entity.Id0.SequenceEqual(view.Id0) && entity.Id1.SequenceEqual(view.Id1);

    private uint Home(uint hash) => (uint)((hash * 0x9E3779B97F4A7C15UL) >> (64 - BitOperations.Log2((uint)_slots.Length)));

    private int Add(in EntityView view, uint at)
    {
        var number = _entities.Add();
        Fill(number, view, at);
        return number;
    }

    /// <summary>Makes a new number an entity's, to be found in a free slot.</summary>
    private void Fill(int number, in EntityView view, uint at)
    {
        ref var entity = ref _entities[number];
        entity.Scope = view.Scope;
        entity.Hash = view.Hash;
        entity.FirstSeries = SeriesState.None;
        entity.FirstComposite = -1;
        Write(ref entity, view.Id0, view.Id1, view.Name, view.Attributes);
        Dirty.Cover(number);
        _slots[at] = Slot(number);
        if (_entities.Count > _slots.Length / 4 * 3)
        {
            Grow();
        }
    }

    private void Write(ref EntityState entity, ReadOnlySpan<byte> id0, ReadOnlySpan<byte> id1, ReadOnlySpan<byte> name, ReadOnlySpan<byte> attributes)
    {
        entity.Id0Length = id0.Length;
        entity.Id1Length = id1.Length;
        entity.NameLength = name.Length;
        entity.AttributesLength = attributes.Length;
        (entity.Chunk, entity.Start) = _texts.Add(entity.Length);
        var text = entity.Chunk.AsSpan(entity.Start, entity.Length);
        id0.CopyTo(text);
        id1.CopyTo(text[id0.Length..]);
        name.CopyTo(text[(id0.Length + id1.Length)..]);
        attributes.CopyTo(text[^attributes.Length..]);
    }

    private ulong Slot(int number) => ((ulong)_entities[number].Hash << 32) | ((uint)number + 1);

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        var mask = (uint)_slots.Length - 1;
        foreach (var slot in old)
        {
            if (slot != 0)
            {
                var at = Home((uint)(slot >> 32));
                while (_slots[at] != 0)
                {
                    at = (at + 1) & mask;
                }

                _slots[at] = slot;
            }
        }
    }
}
