namespace Tocsin.Engine.Convergence;

/// <summary>A heap of everything that has a deadline. Those of equal time come in the order of their ranks, then in the order in which they came.</summary>
internal sealed class Deadlines
{
    private readonly List<Tracked> _heap = [];

    /// <summary><see cref="long.MaxValue"/> if there is none.</summary>
    public long FirstMs => _heap.Count > 0 ? _heap[0].DueMs : long.MaxValue;

    /// <summary>The first that is due before (<paramref name="timeMs"/>, <paramref name="rank"/>), null if none is.</summary>
    public Tracked? FirstBefore(long timeMs, int rank) =>
        _heap.Count > 0 && (_heap[0].DueMs, (int)_heap[0].Rank).CompareTo((timeMs, rank)) < 0 ? _heap[0] : null;

    public void Set(Tracked tracked, long dueMs, DueRank rank)
    {
        Remove(tracked);
        tracked.DueMs = dueMs;
        tracked.Rank = rank;
        _heap.Add(tracked);
        Up(_heap.Count - 1, tracked);
    }

    public void Remove(Tracked tracked)
    {
        var place = tracked.Place;
        if (place < 0)
        {
            return;
        }

        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        tracked.Place = -1;
        if (last != tracked)
        {
            Up(place, last);
            Down(last.Place, last);
        }
    }

    private void Up(int place, Tracked tracked)
    {
        while (place > 0 && IsBefore(tracked, _heap[(place - 1) / 2]))
        {
            Put(place, _heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }

        Put(place, tracked);
    }

    private void Down(int place, Tracked tracked)
    {
        while (true)
        {
            var child = (2 * place) + 1;
            if (child + 1 < _heap.Count && IsBefore(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (child >= _heap.Count || !IsBefore(_heap[child], tracked))
            {
                Put(place, tracked);
                return;
            }

            Put(place, _heap[child]);
            place = child;
        }
    }

    private void Put(int place, Tracked tracked)
    {
        _heap[place] = tracked;
        tracked.Place = place;
    }

    private static bool IsBefore(Tracked left, Tracked right) =>
        left.DueMs != right.DueMs ? left.DueMs < right.DueMs
        : left.Rank != right.Rank ? left.Rank < right.Rank
        : left.Order < right.Order;
}
