using Tocsin.Benchmarks.Measuring;
using Tocsin.Runtime.Stages;
using Tocsin.Unit.Dispatch.Delivering;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>What becomes of a storm of alarms at a receiver that takes few messages: the delivering alone, in memory, in virtual time.</summary>
internal sealed class StormTable(int repetitions)
{
    private const int Alarms = 100_000;
    private const int AlarmsPerStep = 500;

    public void Write(TextWriter writer)
    {
        var table = new Table(writer, $"{Alarms:#,0} alarms within 10 s, for one receiver", "receiver", "messages", "until all are told, s", "most open", "CPU us/alarm");
        foreach (var type in new[] { "slack", "dingtalk", "webhook" })
        {
            var runs = Enumerable.Range(0, repetitions).Select(_ => Run(type)).ToList();
            var (storm, _) = runs[0];
            table.Row(
                type,
                Table.Number(storm.Messages, "#,0"),
                Table.Number(storm.ElapsedMs / 1e3),
                Table.Number(storm.MostOpen, "#,0"),
                Table.Number(Timings.Median(runs.Select(run => run.CpuUs))));
        }
    }

    private static (Storm Storm, double CpuUs) Run(string type)
    {
        using var storm = new Storm(type);
        var begin = ThreadClock.NowNs();
        storm.Run(Alarms, AlarmsPerStep);
        var cpuUs = (ThreadClock.NowNs() - begin) / 1e3 / Alarms;
        return storm.States.Count == Alarms && storm.States.All(status => status == DeliveryStatus.Delivered)
            ? (storm, cpuUs)
            : throw new StageFailureException($"{type}: not all alarms were delivered");
    }
}
