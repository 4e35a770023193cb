namespace Tocsin.Engine.Windows;

/// <summary>
/// Room for many short texts in few large arrays: without the header that an array of its own costs each of them, and next to each other in memory.
/// </summary>
internal sealed class TextStore
{
    private const int ChunkSize = 1 << 16;
    private const int Unit = 8;

    /// <summary>Longer texts get an array of their own, so that little of a chunk is ever left over.</summary>
    private const int LongestShared = ChunkSize / 16;

    /// <summary>Freed places by their length in units.</summary>
    private readonly Stack<(byte[] Chunk, int Start)>?[] _free = new Stack<(byte[], int)>?[(LongestShared / Unit) + 1];
    private byte[] _chunk = [];
    private int _next;

    public (byte[] Chunk, int Start) Add(int length)
    {
        if (length > LongestShared)
        {
            return (new byte[length], 0);
        }

        var units = Units(length);
        if (_free[units] is { Count: > 0 } free)
        {
            return free.Pop();
        }

        var size = units * Unit;
        if (_chunk.Length - _next < size)
        {
            _chunk = new byte[ChunkSize];
            _next = 0;
        }

        _next += size;
        return (_chunk, _next - size);
    }

    public void Free(byte[] chunk, int start, int length)
    {
        if (length <= LongestShared)
        {
            (_free[Units(length)] ??= new()).Push((chunk, start));
        }
    }

    private static int Units(int length) => (length + Unit - 1) / Unit;
}
