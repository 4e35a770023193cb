using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>
/// From handing an alarm to the producer until each of ten webhooks has it: while all of them answer, and while one accepts requests and never does.
/// One run of each kind makes a pair, the second one next time first; between them everything comes to its end.
/// </summary>
internal sealed class BulkheadTable(int repetitions)
{
    private const int Receivers = 10;
    private const int Hanging = Receivers - 1;
    private const int AlarmsPerSecond = 50;
    private const int Seconds = 15;
    private const int WarmUp = 500;
    private readonly Dictionary<int, long> _writtenAt = [];
    private readonly List<double> _latenciesMs = [];
    private readonly Lock _lock = new();
    private volatile TaskCompletionSource? _hang;

    public void Write(TextWriter writer)
    {
        var table = new Table(
            writer, $"{Receivers} webhooks, {AlarmsPerSecond} alarms a second for all of them: until those that answer have an alarm", "pair", "p50, ms", "p99, ms", "one hangs: p50, ms", "p99, ms", "p50", "p99");
        using var servers = new Servers(ArrivedAsync);
        var ratios = new List<(double P50, double P99)>();
        for (var run = 1; run <= repetitions; run++)
        {
            var (healthy, hanging) = Pair(servers, hangsFirst: run % 2 == 0);
            ratios.Add((hanging.P50 / healthy.P50, hanging.P99 / healthy.P99));
            table.Row([$"{run}", Table.Number(healthy.P50), Table.Number(healthy.P99), Table.Number(hanging.P50), Table.Number(hanging.P99), .. Ratio(ratios[^1])]);
        }

        table.Row(["median", .. Enumerable.Repeat(Table.Nothing, 4), .. Ratio((Timings.Median(ratios.Select(ratio => ratio.P50)), Timings.Median(ratios.Select(ratio => ratio.P99))))]);
    }

    private static string[] Ratio((double P50, double P99) ratio) => [Table.Number(ratio.P50, "0.00") + " x", Table.Number(ratio.P99, "0.00") + " x"];

    /// <summary>Each pair has a broker of its own, for the embedded one gets slower with every record it holds.</summary>
    private ((double P50, double P99) Healthy, (double P50, double P99) Hanging) Pair(Servers servers, bool hangsFirst)
    {
        using var topics = new DispatchTopics();
        var urls = string.Join(", ", Enumerable.Range(0, Receivers).Select(i => $"http://127.0.0.1:{servers.HttpPort}/{i}"));
        var settings = $"network: {{allow: [127.0.0.1]}}\nhooks: {{webhook: {{ops: {{is-default: true, timeout: 2s, urls: [{urls}]}}}}}}\n";
        using var dispatch = new DispatchProcess(topics, settings, "at_least_once", fetchWaitMs: 5);
        using var ledger = new Ledger(topics);
        using var alarms = new Alarms(topics);
        Run(ledger, alarms, WarmUp, hangs: false);
        var first = Run(ledger, alarms, AlarmsPerSecond * Seconds, hangsFirst);
        var second = Run(ledger, alarms, AlarmsPerSecond * Seconds, !hangsFirst);
        return hangsFirst ? (second, first) : (first, second);
    }

    private (double P50, double P99) Run(Ledger ledger, Alarms alarms, int count, bool hangs)
    {
        _hang = hangs ? new TaskCompletionSource() : null;
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            while (Stopwatch.GetElapsedTime(begin).TotalSeconds * AlarmsPerSecond < i)
            {
                Thread.Sleep(1);
            }

            lock (_lock)
            {
                _writtenAt[alarms.Written] = Stopwatch.GetTimestamp();
            }

            alarms.Write();
        }

        _hang?.SetResult();
        _hang = null;
        ledger.Await(alarms.Written * Receivers, () => false);
        lock (_lock)
        {
            var sorted = _latenciesMs.Order().ToArray();
            _latenciesMs.Clear();
            return (sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
        }
    }

    private async Task ArrivedAsync(string path, byte[] body)
    {
        var now = Stopwatch.GetTimestamp();
        if (int.Parse(path.AsSpan(1), CultureInfo.InvariantCulture) != Hanging)
        {
            using var alarms = JsonDocument.Parse(body);
            lock (_lock)
            {
                _latenciesMs.AddRange(alarms.RootElement.EnumerateArray().Select(alarm => Stopwatch.GetElapsedTime(WrittenAt(alarm), now).TotalMilliseconds));
            }
        }
        else if (_hang is { } hang)
        {
            await hang.Task;
        }
    }

    private long WrittenAt(JsonElement alarm) => _writtenAt[int.Parse(alarm.GetProperty("id0").GetString()!, CultureInfo.InvariantCulture)];
}
