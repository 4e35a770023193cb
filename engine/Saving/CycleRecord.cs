using System.Text;
using Tocsin.Engine.Silences;

namespace Tocsin.Engine.Saving;

/// <summary>How silence and episode are saved.</summary>
internal static class CycleRecord
{
    [Flags]
    private enum Marks : byte
    {
        None = 0,
        NoDataTold = 1,
        EpisodeId = 2,
        Text = 4,
    }

    public static void Write(StateWriter writer, in CycleState cycle)
    {
        var marks = (cycle.NoDataTold ? Marks.NoDataTold : Marks.None)
            | (cycle.EpisodeId is null ? Marks.None : Marks.EpisodeId)
            | (cycle.Text is null ? Marks.None : Marks.Text);
        writer.Byte((byte)marks);
        writer.Number(cycle.SilentUntil);
        writer.Number(cycle.CalmChecks);
        writer.Number(cycle.Sequence);
        writer.Signed(cycle.StartMs);
        if (cycle.EpisodeId is not null)
        {
            writer.Delimited(Encoding.UTF8.GetBytes(cycle.EpisodeId));
        }

        if (cycle.Text is not null)
        {
            writer.Delimited(Encoding.UTF8.GetBytes(cycle.Text));
        }
    }

    public static CycleState Read(ref StateReader reader)
    {
        var marks = (Marks)reader.Byte();
        return new CycleState
        {
            NoDataTold = (marks & Marks.NoDataTold) != 0,
            SilentUntil = reader.Number("the last silent check", int.MaxValue),
            CalmChecks = reader.Number("the number of calm checks", int.MaxValue),
            Sequence = reader.Number("the number of an episode's records", int.MaxValue),
            StartMs = reader.Signed(),
            EpisodeId = (marks & Marks.EpisodeId) != 0 ? Encoding.UTF8.GetString(reader.Delimited()) : null,
            Text = (marks & Marks.Text) != 0 ? Encoding.UTF8.GetString(reader.Delimited()) : null,
        };
    }
}
