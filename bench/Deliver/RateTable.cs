using System.Diagnostics;
using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>Processor time of Dispatch for each delivery, from the alarm to the ledger's word that it is delivered, while there is always something to do.</summary>
internal sealed class RateTable(int repetitions)
{
    private const int Receivers = 8;
    private const int WarmUp = 60_000;
    private const int Deliveries = 12_000;
    private const string Together = "at_least_once";
    private const string Once = "exactly_once";

    /// <summary>Alarms on their way at a time: fewer than a receiver has open at most, and for chats so few that no digest comes of them.</summary>
    private const int UsualOnTheWay = 4_000;
    private const int ChatsOnTheWay = 320;

    public void Write(TextWriter writer)
    {
        var table = new Table(
            writer, $"From the alarm to its last state, {Receivers} receivers, each alarm for one of them",
            "receiver", "guarantee", "alarms in a message", "CPU us/delivery", "deliveries a second and core", "deliveries a second");
        Row(table, "webhook, one alarm in a message", Together, UsualOnTheWay, i => ("webhook", $"{{urls: http://127.0.0.1:HTTP/{i}, per-message: 1}}"));
        Row(table, "webhook, one alarm in a message", Once, UsualOnTheWay, i => ("webhook", $"{{urls: http://127.0.0.1:HTTP/{i}, per-message: 1}}"));
        Row(table, "webhook", Together, UsualOnTheWay, i => ("webhook", $"{{urls: http://127.0.0.1:HTTP/{i}}}"));
        Row(table, "webhook", Once, UsualOnTheWay, i => ("webhook", $"{{urls: http://127.0.0.1:HTTP/{i}}}"));
        Row(table, "chat with a template in JSON, one alarm in a message", Together, ChatsOnTheWay, i =>
            ("slack", $$$"""{webhooks: http://127.0.0.1:HTTP/{{{i}}}, text-template: '{"type": "section", "text": {"type": "mrkdwn", "text": "*{{rule}}* %s"}}', per-message: 1, at-once: 64, pace: 100/1ms}"""));
        Row(table, "gRPC", Together, UsualOnTheWay, _ => ("gRPC", "{target-host: 127.0.0.1, target-port: GRPC}"));
    }

    private void Row(Table table, string name, string guarantee, int onTheWay, Func<int, (string Type, string Keys)> hook)
    {
        using var servers = new Servers((_, _) => Task.CompletedTask);
        using var topics = new DispatchTopics();
        using var dispatch = new DispatchProcess(topics, Settings(servers, hook), guarantee, fetchWaitMs: 10);
        using var ledger = new Ledger(topics);
        using var alarms = new Alarms(topics);
        var hooks = Enumerable.Range(0, Receivers).Select(i => $"{hook(i).Type}.r{i}").ToArray();
        ledger.Await(WarmUp, Feed);
        var rounds = Enumerable.Range(0, repetitions).Select(_ => Measure(dispatch, ledger, servers, Feed)).ToList();
        var cost = Timings.Median(rounds.Select(round => round.CpuUs));
        table.Row(
            name,
            guarantee.Replace('_', '-'),
            Table.Number(Timings.Median(rounds.Select(round => round.PerMessage))),
            Table.Number(cost, "0"),
            Table.Number(1e6 / cost, "#,0"),
            Table.Number(Timings.Median(rounds.Select(round => round.Rate)), "#,0"));

        bool Feed()
        {
            var isRoom = alarms.Written - ledger.Delivered < onTheWay;
            if (isRoom)
            {
                alarms.Write(hooks[alarms.Written % Receivers]);
            }

            return isRoom;
        }
    }

    private static (double CpuUs, double Rate, double PerMessage) Measure(DispatchProcess dispatch, Ledger ledger, Servers servers, Func<bool> feed)
    {
        var (begin, cpu, delivered, messages) = (Stopwatch.GetTimestamp(), dispatch.Cpu, ledger.Delivered, servers.Messages);
        ledger.Await(delivered + Deliveries, feed);
        double count = ledger.Delivered - delivered;
        return ((dispatch.Cpu - cpu).TotalMicroseconds / count, count / Stopwatch.GetElapsedTime(begin).TotalSeconds, count / (servers.Messages - messages));
    }

    private static string Settings(Servers servers, Func<int, (string Type, string Keys)> hook)
    {
        var hooks = Enumerable.Range(0, Receivers).Select(i => $"    r{i}: {hook(i).Keys}");
        return $"network: {{allow: [127.0.0.1]}}\nhooks:\n  {hook(0).Type}:\n{string.Join('\n', hooks)}\n"
            .Replace("HTTP", $"{servers.HttpPort}", StringComparison.Ordinal)
            .Replace("GRPC", $"{servers.GrpcPort}", StringComparison.Ordinal);
    }
}
