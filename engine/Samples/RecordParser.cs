namespace Tocsin.Engine.Samples;

/// <summary>Fills the tables from a whole record. All of it is checked, so that nothing of a malformed record is ever taken.</summary>
internal static class RecordParser
{
    /// <summary>The end of the record, or a fault.</summary>
    public static int Parse(ReadOnlySpan<byte> bytes, RecordTables tables)
    {
        tables.Clear();
        var position = 0;
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            position = tag switch
            {
                FieldTags.Record.Sample or FieldTags.Record.Batch or FieldTags.Record.Tick or FieldTags.Record.Activation =>
                    Body(bytes, position, tag, tables),
                _ => UnknownField.Skip(bytes, position, tag, depth: 0),
            };
            if (position < 0)
            {
                return tables.Fail(field, position);
            }
        }

        return position;
    }

    private static int Body(ReadOnlySpan<byte> bytes, int position, uint tag, RecordTables tables)
    {
        // A second body replaces the first or is merged with it.
        tables.IsUnusual |= tables.Kind != RecordKind.Empty;
        var range = Wire.Delimited(bytes, position);
        if (range.End < 0)
        {
            return range.End;
        }

        var body = bytes[..range.End];
        switch (tag)
        {
            case FieldTags.Record.Sample:
                tables.Kind = RecordKind.Samples;
                return SampleParser.Parse(body, range.Start, tables);
            case FieldTags.Record.Batch:
                tables.Kind = RecordKind.Samples;
                return BatchParser.Parse(body, range.Start, tables);
            case FieldTags.Record.Tick:
                tables.Kind = RecordKind.Tick;
                return MarkerParser.ParseTick(body, range.Start, tables);
            default:
                tables.Kind = RecordKind.Activation;
                return MarkerParser.ParseActivation(body, range.Start, tables);
        }
    }
}
