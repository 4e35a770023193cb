namespace Tocsin.Engine.Windows;

/// <summary>
/// A growing store of structs that are named by a number. It grows by chunks, so nothing is copied and references stay valid;
/// freed numbers are used again.
/// </summary>
internal sealed class Slab<T>
    where T : struct
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly List<int> _free = [];
    private T[][] _chunks = [];
    private int _next;

    /// <summary>Numbers in use.</summary>
    public int Count => _next - _free.Count;

    /// <summary>Every number in use is below this.</summary>
    public int End => _next;

    public ref T this[int number] => ref _chunks[number >> ChunkBits][number & (ChunkSize - 1)];

    public int Add()
    {
        if (_free.Count > 0)
        {
            var number = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            return number;
        }

        if (_next == _chunks.Length << ChunkBits)
        {
            Array.Resize(ref _chunks, _chunks.Length + 1);
            _chunks[^1] = new T[ChunkSize];
        }

        return _next++;
    }

    /// <summary>Takes a number into use that lies after all others; the numbers between are free.</summary>
    public void AddAt(int number)
    {
        while (_next <= number)
        {
            if (_next == _chunks.Length << ChunkBits)
            {
                Array.Resize(ref _chunks, _chunks.Length + 1);
                _chunks[^1] = new T[ChunkSize];
            }

            if (_next++ < number)
            {
                _free.Add(_next - 1);
            }
        }
    }

    public void Free(int number)
    {
        this[number] = default;
        _free.Add(number);
    }
}
