namespace Tocsin.Engine.Windows;

/// <summary>
/// The matching values of one rule's windows: for each window that has any, a ring with a place for every minute of its span.
/// A place counts only while the window's bit of that minute is set.
/// </summary>
internal sealed class ValueRings(int spanMinutes)
{
    private const int RingsPerChunk = 256;
    private readonly List<ObservedBits[]> _chunks = [];
    private readonly Stack<int> _free = new();
    private int _next;

    public int Add()
    {
        if (_free.TryPop(out var number))
        {
            return number;
        }

        if (_next == _chunks.Count * RingsPerChunk)
        {
            _chunks.Add(new ObservedBits[RingsPerChunk * spanMinutes]);
        }

        return _next++;
    }

    public ref ObservedBits At(int number, int minute) =>
        ref _chunks[number / RingsPerChunk][(number % RingsPerChunk * spanMinutes) + (minute % spanMinutes)];

    /// <summary>All places of a ring, whether they count or not.</summary>
    public Span<ObservedBits> Places(int number) =>
        _chunks[number / RingsPerChunk].AsSpan(number % RingsPerChunk * spanMinutes, spanMinutes);

    public void Free(int number)
    {
        Places(number).Clear();
        _free.Push(number);
    }
}
