using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Other ways to write the same log.</summary>
internal static class Rewrites
{
    /// <summary>Every batch as single samples, one record each, and its points that point nowhere in what is left of it.</summary>
    public static Case Split(Case @case) => @case with { Records = [.. @case.Records.SelectMany(Singly)] };

    /// <summary>Every sample twice in a row, as a producer does that isn't sure of the first.</summary>
    public static Case Resend(Case @case) => @case with
    {
        Records = [.. Split(@case).Records.SelectMany(record => record.Body?.Sample is null ? [record] : new[] { record, record })],
    };

    /// <summary>Every batch in another order that keeps the order of each entity's own samples.</summary>
    public static Case Shuffle(Case @case, Random random) => @case with
    {
        Records = [.. @case.Records.Select(record => record.Body?.Batch is null ? record : Shuffle(record, random))],
    };

    private static IEnumerable<CaseRecord> Singly(CaseRecord record)
    {
        if (record.Body?.Batch is not { } batch)
        {
            return [record];
        }

        var rest = new Batch { Points = { batch.Points.Where(point => !Singles.IsReachable(batch, point)) } };
        var singles = Singles.Of(batch).Select(sample => record with { Body = new() { Sample = sample } });
        return rest.Points.Count == 0 ? singles : singles.Append(record with { Body = new() { Batch = rest } });
    }

    private static CaseRecord Shuffle(CaseRecord record, Random random)
    {
        var batch = new Batch(record.Body!.Batch);
        var lanes = batch.Points.GroupBy(point => Identity(batch, point)).Select(lane => new Queue<Point>(lane)).ToImmutableArray();
        batch.Points.Clear();
        while (lanes.Where(lane => lane.Count > 0).ToArray() is { Length: > 0 } open)
        {
            batch.Points.Add(random.Pick<Queue<Point>>(open).Dequeue());
        }

        return record with { Body = new() { Batch = batch } };
    }

    /// <summary>An entity may stand in a batch more than once, under several names.</summary>
    private static (Scope, string, string) Identity(Batch batch, Point point) =>
        point.Entity < batch.Entities.Count && batch.Entities[(int)point.Entity] is var entity ? (entity.Scope, entity.Id0, entity.Id1) : default;
}
