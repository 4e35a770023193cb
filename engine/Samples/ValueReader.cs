namespace Tocsin.Engine.Samples;

/// <summary>Walks the values of a sample, whatever its kind, in the record's order.</summary>
public ref struct ValueReader
{
    public ValueReader(scoped in Sample sample) => throw new NotImplementedException();

    /// <summary>Whether the current value is an integer; else it is a double.</summary>
    public bool IsInteger { get; private set; }

    /// <summary>The integer, or the bits of the double.</summary>
    public long Raw { get; private set; }

    /// <summary>Counted from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Empty unless the sample is labelled.</summary>
    public ReadOnlySpan<byte> Label { get; private set; }

    public bool MoveNext() => throw new NotImplementedException();
}
