using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>Where something lies in a record.</summary>
internal readonly record struct ByteRange(int Start, int Length)
{
    public int End => Start + Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> record) => record.Slice(Start, Length);
}
