using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>What a record holds, found in one pass over its bytes. A single sample fills one slot of each list.</summary>
internal sealed class RecordTables
{
    public Slots<EntitySlot> Entities { get; } = new();

    public Slots<ByteRange> Metrics { get; } = new();

    public Slots<PointSlot> Points { get; } = new();

    public RecordKind Kind { get; set; }

    /// <summary>The time of points that have none of their own.</summary>
    public long TimeMs { get; set; }

    /// <summary>Of an activation.</summary>
    public ByteRange Version { get; set; }

    /// <summary>
    /// The record is well formed, but written in a way that only a full parse resolves: a message in several pieces, invalid UTF-8, attributes
    /// with other fields in between.
    /// </summary>
    public bool IsUnusual { get; set; }

    /// <summary>Where the innermost field that can't be read begins.</summary>
    public int FaultAt { get; private set; }

    public void Clear()
    {
        Entities.Clear();
        Metrics.Clear();
        Points.Clear();
        Kind = RecordKind.Empty;
        TimeMs = 0;
        Version = default;
        IsUnusual = false;
        FaultAt = -1;
    }

    /// <summary>Notes where reading failed and passes the fault on.</summary>
    public int Fail(int field, int fault)
    {
        FaultAt = FaultAt < 0 ? field : FaultAt;
        return fault;
    }

    /// <summary>A string: where it lies, and the position behind it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Text(ReadOnlySpan<byte> bytes, int position, out ByteRange text)
    {
        text = Wire.Delimited(bytes, position);
        var end = text.End;
        if (end >= 0 && !Utf8Text.IsValid(bytes, text))
        {
            IsUnusual = true;
        }

        return end;
    }
}
