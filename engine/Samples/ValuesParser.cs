using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>The fields of a sample or point that hold more than one value; any other is unknown.</summary>
internal static class ValuesParser
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ParseField(ReadOnlySpan<byte> bytes, int position, uint tag, int depth, RecordTables tables, ref PointSlot point)
    {
        if (tag is not (FieldTags.Value.Several or FieldTags.Value.Labelled))
        {
            return UnknownField.Skip(bytes, position, tag, depth);
        }

        var kind = tag == FieldTags.Value.Several ? ValueKind.Several : ValueKind.Labelled;
        var range = Wire.Delimited(bytes, position);
        if (range.End < 0)
        {
            return range.End;
        }

        // Two in a row are merged; a value of another kind in between would have dropped the first.
        tables.IsUnusual |= point.Kind == kind;
        point.Kind = kind;
        point.Encoded = range;
        var values = bytes[..range.End];
        return kind == ValueKind.Several
            ? SeveralParser.Check(values, range.Start, depth + 1, tables)
            : LabelledParser.Check(values, range.Start, depth + 1, tables);
    }
}
