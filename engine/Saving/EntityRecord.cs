using Tocsin.Engine.Samples;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>How an entity is saved: identity, name, attributes and when it was last seen; then its metrics with their windows, then its composite rules.</summary>
internal sealed class EntityRecord(PartitionState state)
{
    private const int ScopeMask = 0x07;
    private const int LowestScope = 1;
    private const int HighestScope = 6;
    private readonly WindowRecord _windows = new(state);

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Id1 = 0x08,
        Name = 0x10,
        Attributes = 0x20,
        Composites = 0x40,
    }

    public void Write(StateWriter writer, in EntityState entity, int baseMinute)
    {
        var marks = (entity.Id1Length > 0 ? Marks.Id1 : Marks.None)
            | (entity.NameLength > 0 ? Marks.Name : Marks.None)
            | (entity.AttributesLength > 0 ? Marks.Attributes : Marks.None)
            | (entity.FirstComposite >= 0 ? Marks.Composites : Marks.None);
        writer.Byte((byte)(entity.Scope | (int)marks));
        writer.Number(entity.Id0Length);
        WriteLength(writer, entity.Id1Length);
        WriteLength(writer, entity.NameLength);
        WriteLength(writer, entity.AttributesLength);
        writer.Bytes(entity.Text);
        writer.Signed(baseMinute - entity.LastSeen);
        WriteSeries(writer, entity.FirstSeries, baseMinute);
        if (entity.FirstComposite >= 0)
        {
            WriteComposites(writer, entity.FirstComposite);
        }
    }

    /// <summary>Puts the entity back under its number.</summary>
    public void Read(ref StateReader reader, int number, int baseMinute, int nextCheck)
    {
        var head = reader.Byte();
        var scope = head & ScopeMask;
        if (scope is < LowestScope or > HighestScope)
        {
            throw reader.Broken($"the scope of entity {number} is {scope}, expected {LowestScope} to {HighestScope}");
        }

        var marks = (Marks)(head & ~ScopeMask);
        var view = ReadEntity(ref reader, scope, marks);
        state.Entities.Restore(number, view, reader.Before(baseMinute, "the minute of the last sample", Minutes.Last));
        ReadSeries(ref reader, number, baseMinute, nextCheck);
        if ((marks & Marks.Composites) != 0)
        {
            ReadComposites(ref reader, number);
        }
    }

    /// <summary>The head says which lengths are 0.</summary>
    private static void WriteLength(StateWriter writer, int length)
    {
        if (length > 0)
        {
            writer.Number(length);
        }
    }

    private static EntityView ReadEntity(ref StateReader reader, int scope, Marks marks)
    {
        var id0Length = reader.Length();
        var id1Length = (marks & Marks.Id1) != 0 ? reader.Length() : 0;
        var nameLength = (marks & Marks.Name) != 0 ? reader.Length() : 0;
        var attributesLength = (marks & Marks.Attributes) != 0 ? reader.Length() : 0;
        var id0 = reader.Take(id0Length);
        var id1 = reader.Take(id1Length);
        return new EntityView
        {
            Scope = scope,
            Id0 = id0,
            Id1 = id1,
            Name = reader.Take(nameLength),
            Attributes = reader.Take(attributesLength),
            Hash = IdentityHash.Of(scope, id0, id1),
        };
    }

    private void WriteSeries(StateWriter writer, in SeriesState first, int baseMinute)
    {
        var count = 0;
        for (var series = first; series.Exists; series = state.After(series))
        {
            count++;
        }

        writer.Number(count);
        for (var series = first; series.Exists; series = state.After(series))
        {
            writer.Number(series.Metric);
            WriteWindows(writer, series.FirstWindow, baseMinute);
        }
    }

    private void WriteWindows(StateWriter writer, int first, int baseMinute)
    {
        var count = 0;
        for (var window = first; window >= 0; window = state.Windows[window].Next)
        {
            count++;
        }

        writer.Number(count);
        for (var window = first; window >= 0; window = state.Windows[window].Next)
        {
            _windows.Write(writer, state.Windows[window], baseMinute);
        }
    }

    private void WriteComposites(StateWriter writer, int first)
    {
        var count = 0;
        for (var composite = first; composite >= 0; composite = state.Composites[composite].Next)
        {
            count++;
        }

        writer.Number(count);
        for (var composite = first; composite >= 0; composite = state.Composites[composite].Next)
        {
            var cycle = state.Composites[composite].Cycle;
            writer.Number((state.Composites[composite].Composite << 1) | (cycle >= 0 ? 1 : 0));
            if (cycle >= 0)
            {
                CycleRecord.Write(writer, state.Cycles[cycle]);
            }
        }
    }

    private void ReadSeries(ref StateReader reader, int entity, int baseMinute, int nextCheck)
    {
        for (var left = reader.Number("the number of metrics", state.Plan.Metrics.Length); left > 0; left--)
        {
            var metric = reader.Number("the position of a metric", state.Plan.Metrics.Length - 1);
            ReadWindows(ref reader, entity, ref state.AddSeries(entity, metric), baseMinute, nextCheck);
        }
    }

    private void ReadWindows(ref StateReader reader, int entity, ref SeriesState series, int baseMinute, int nextCheck)
    {
        var last = -1;
        for (var left = reader.Number("the number of windows", state.Plan.Rules.Length); left > 0; left--)
        {
            var window = _windows.Read(ref reader, entity, series.Metric, baseMinute, nextCheck);
            (last < 0 ? ref series.FirstWindow : ref state.Windows[last].Next) = window;
            last = window;
        }
    }

    private void ReadComposites(ref StateReader reader, int entity)
    {
        for (var left = reader.Number("the number of composite rules", state.Plan.Composites.Length); left > 0; left--)
        {
            var head = reader.Number("the position of a composite rule", (state.Plan.Composites.Length << 1) - 1);
            ref var composite = ref state.Composites[state.FindOrAddComposite(entity, head >> 1)];
            if (composite.Cycle >= 0)
            {
                throw reader.Broken($"composite rule '{state.Plan.Composites[head >> 1].Rule.Name}' stands there twice");
            }

            if ((head & 1) != 0)
            {
                state.CycleOf(ref composite.Cycle) = CycleRecord.Read(ref reader);
            }
        }
    }
}
