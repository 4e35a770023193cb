using Tocsin.V1;

namespace Tocsin.Benchmarks.Loads;

/// <summary>
/// Entities that each send one value of one metric every minute. In every minute some send a value over every threshold, others in the
/// next, the first ones again after four: often enough for their windows to hold matches always, not often enough for an alarm.
/// </summary>
/// <param name="Count">How many entities there are.</param>
/// <param name="Shuffled">They send in an order that has nothing to do with the one in which they were first seen: the worst case for caches.</param>
/// <param name="LoudPercent">So many percent are over every threshold in one minute, from 0 to 25.</param>
internal sealed record Fleet(int Count, bool Shuffled = true, int LoudPercent = 1)
{
    public const int IdLength = 15;
    public const string Metric = "service_resp_time";
    public const int Variants = 4;
    public const int MsPerMinute = 60_000;
    public const long StartMs = 1_763_690_000_000 / MsPerMinute * MsPerMinute;
    private const int Quiet = 150;
    private const int Loud = 5_000;
    private const int Percent = 100;

    public static long TimeMs(int minute) => StartMs + ((long)minute * MsPerMinute);

    public static string Id(int entity) => $"service-{entity:d7}";

    /// <summary>What an entity sends in a minute; minutes that are equal modulo <see cref="Variants"/> are the same.</summary>
    public long Value(int entity, int minute) => IsLoud(entity % Percent, minute % Variants) ? Loud : Quiet + (entity % Percent);

    public static Entity Entity(int entity) => new() { Scope = Scope.Service, Id0 = Id(entity) };

    /// <summary>Without a time of its own, so that it can be sent again every minute.</summary>
    public Sample Sample(int entity, int minute) => new() { Metric = Metric, Entity = Entity(entity), Integer = Value(entity, minute) };

    /// <summary>The entities in the order in which they send.</summary>
    public int[] Order()
    {
        var order = Enumerable.Range(0, Count).ToArray();
        if (Shuffled)
        {
            // The same order at every run.
            var state = 12345u;
            for (var i = order.Length - 1; i > 0; i--)
            {
                state = (state * 1_664_525) + 1_013_904_223;
                var other = (int)(((ulong)state * (ulong)(i + 1)) >> 32);
                (order[i], order[other]) = (order[other], order[i]);
            }
        }

        return order;
    }

    private bool IsLoud(int percent, int variant) => percent >= variant * LoudPercent && percent < (variant + 1) * LoudPercent;
}
