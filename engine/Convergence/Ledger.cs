using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>What the parts of a partition's state machine share: its clock, its deadlines, what comes out of the record at hand, and what is to be saved.</summary>
internal sealed class Ledger(int partition)
{
    private readonly List<Tracked> _dirty = [];

    public int Partition => partition;

    /// <summary>The highest timestamp seen.</summary>
    public long NowMs { get; set; }

    public long LastNumber { get; set; }

    /// <summary>The place of the record at hand.</summary>
    public long Offset { get; set; }

    public ConvergenceOutput Output { get; set; } = new();

    public Deadlines Deadlines { get; } = new();

    public long TakeNumber() => ++LastNumber;

    /// <summary>To be saved.</summary>
    public void Touch(Tracked tracked)
    {
        if (tracked.DirtyPlace < 0)
        {
            tracked.DirtyPlace = _dirty.Count;
            _dirty.Add(tracked);
        }
    }

    public void Schedule(Tracked tracked, long dueMs, DueRank rank)
    {
        Deadlines.Set(tracked, dueMs, rank);
        Touch(tracked);
    }

    public void Unschedule(Tracked tracked)
    {
        Deadlines.Remove(tracked);
        Touch(tracked);
    }

    /// <summary>Nothing can ask for it any more. What the changelog never knew is as if it had never been.</summary>
    public void Forget(Tracked tracked)
    {
        Deadlines.Remove(tracked);
        tracked.IsForgotten = true;
        if (tracked.IsSaved)
        {
            Touch(tracked);
        }
        else if (tracked.DirtyPlace >= 0)
        {
            var last = _dirty[^1];
            _dirty[tracked.DirtyPlace] = last;
            last.DirtyPlace = tracked.DirtyPlace;
            _dirty.RemoveAt(_dirty.Count - 1);
            tracked.DirtyPlace = -1;
        }
    }

    /// <summary>Tells the ledger topic how a record stands that goes on.</summary>
    public void Tell(ProcessingRecord record) => Output.Records.Add(record.Clone());

    /// <summary>Tells it how a record ended; nothing is written into it any more.</summary>
    public void TellEnd(ProcessingRecord record) => Output.Records.Add(record);

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        foreach (var tracked in _dirty)
        {
            tracked.DirtyPlace = -1;
            changed.Add(new(tracked.Key(), tracked.IsForgotten ? null : tracked.Encode()));
            tracked.IsSaved = !tracked.IsForgotten;
        }

        _dirty.Clear();
    }
}
