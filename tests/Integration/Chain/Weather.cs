using Tocsin.Integration.Detect;

namespace Tocsin.Integration.Chain;

/// <summary>
/// Entities that have good and bad minutes in turn, published in a thread of its own, a minute of the log every few hundred milliseconds. The log's time is ahead of
/// the clock's, so that nothing but samples moves it. In the end there are good minutes alone, and every episode is over.
/// </summary>
internal sealed class Weather : IDisposable
{
    public const string Rules = """
        rules:
          slow_rule: {metrics-name: slow, op: ">", threshold: 10, period: 3, count: 2, silence-period: 2}
          quick_rule: {metrics-name: quick, op: ">", threshold: 10, evaluate: on-arrival, silence-period: 1, recovery-observation-period: 1}
        """;

    private const int Entities = 12;
    private const int Bad = 20;
    private const int Good = 1;
    private const int MinutesOfATurn = 4;
    private const int LastMinutes = 8;
    private static readonly TimeSpan _minute = TimeSpan.FromMilliseconds(400);
    private readonly Plant _plant;
    private readonly int[] _shifts;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _publishing;

    /// <param name="plant">Where to publish.</param>
    /// <param name="random">Says which entity has its bad minutes when.</param>
    public Weather(Plant plant, Random random)
    {
        _plant = plant;
        _shifts = [.. Enumerable.Range(0, Entities).Select(_ => random.Next(2 * MinutesOfATurn))];
        _publishing = Task.Factory.StartNew(Publish, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends it in good weather, and waits until everything is in the log.</summary>
    public void Clear()
    {
        _stop.Cancel();
        _publishing.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Clear();
        _stop.Dispose();
    }

    private void Publish()
    {
        var timeMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + Shop.MsPerMinute;
        for (var minute = 0; !_stop.Token.WaitHandle.WaitOne(_minute); minute++, timeMs += Shop.MsPerMinute)
        {
            PublishMinute(timeMs, entity => (minute + _shifts[entity]) / MinutesOfATurn % 2 == 1);
        }

        for (var minute = 0; minute < LastMinutes; minute++, timeMs += Shop.MsPerMinute)
        {
            PublishMinute(timeMs, _ => false);
        }

        _plant.Flush();
    }

    private void PublishMinute(long timeMs, Func<int, bool> isBad)
    {
        for (var entity = 0; entity < Entities; entity++)
        {
            var value = isBad(entity) ? Bad : Good;
            _plant.Publish("slow", $"e{entity}", value, timeMs);
            _plant.Publish("quick", $"e{entity}", value, timeMs);
        }
    }
}
