using System.Globalization;
using System.Text;
using Google.Protobuf;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// The simplest stage that notices everything: it says of every record how many came before it, how their bytes sum up, and what time it is, and
/// asks for a tick five seconds after every record that wasn't one.
/// </summary>
internal sealed class CountingStage : IStage
{
    public const string Topic = "counted";
    private static readonly byte[] _tick = "tick"u8.ToArray();
    private static readonly byte[] _key = "sum"u8.ToArray();
    private long _count;
    private long _sum;

    public CountingStage(IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state)
    {
        if (state.Count > 0)
        {
            var parts = Encoding.UTF8.GetString(state.Single().Value).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            (_count, _sum, TickDueMs) = (parts[0], parts[1], parts[2]);
        }
    }

    public long TickDueMs { get; private set; } = long.MaxValue;

    public byte[] Tick(long timeMs) => _tick;

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        _count++;
        _sum = (_sum * 31) + record.Value!.Sum(value => value) + record.TimestampMs;
        TickDueMs = record.Value.AsSpan().SequenceEqual(_tick) ? long.MaxValue : record.TimestampMs + 5_000;
        var alarm = new AlarmMessage
        {
            RuleName = _sum.ToString(CultureInfo.InvariantCulture),
            TimeMs = record.TimestampMs,
            Sequence = (uint)_count,
            Origin = new Origin { Topic = record.Topic, Partition = record.Partition, Offset = record.Offset },
        };
        outputs.Add(new OutputRecord(Topic, record.Key, alarm.ToByteArray()));
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) =>
        changed.Add(new(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_count} {_sum} {TickDueMs}"))));
}
