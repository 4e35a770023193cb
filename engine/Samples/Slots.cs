using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>A list that is emptied and filled again without garbage: it grows to the largest record seen, which the topic's message size limits.</summary>
internal sealed class Slots<T>
    where T : struct
{
    private T[] _items = new T[4];

    public int Count { get; private set; }

    public ref readonly T this[int index] => ref _items[index];

    public void Clear() => Count = 0;

    /// <summary>A new slot in its default state. The reference is good until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Add()
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        ref var slot = ref _items[Count++];
        slot = default;
        return ref slot;
    }
}
