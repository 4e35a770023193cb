using System.Globalization;
using System.Text;
using Google.Protobuf;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// The simplest stage that acts: each record needs an effect, which takes a while; that it happened is a record, too. It says of every record how
/// many effects are still needed.
/// </summary>
internal sealed class EffectStage : IActingStage
{
    public const string Topic = "told";
    private const int MaxUnderway = 3;
    private const string Done = "done ";
    private readonly EffectWorld _world;
    private readonly SortedSet<long> _needed = [];
    private readonly HashSet<long> _changed = [];
    private readonly List<Effect> _underway = [];

    /// <summary>Ended, and written down.</summary>
    private readonly HashSet<long> _written = [];

    public EffectStage(EffectWorld world, int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state)
    {
        (_world, Tenure) = (world, world.Begin(partition));
        _needed.UnionWith(state.Select(record => OffsetOf(Encoding.UTF8.GetString(record.Key))));
    }

    public Tenure Tenure { get; }

    public bool IsActing => _underway.Count > 0;

    public long TickDueMs => long.MaxValue;

    /// <summary>The offset of the record whose effect a record says is done, null for one that needs an effect.</summary>
    public static long? DoneOffset(byte[] value) => Encoding.UTF8.GetString(value) is var text && text.StartsWith(Done, StringComparison.Ordinal) ? OffsetOf(text[Done.Length..]) : null;

    public byte[] Tick(long timeMs) => throw new NotSupportedException();

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        if (DoneOffset(record.Value!) is { } done)
        {
            _needed.Remove(done);
            _changed.Add(done);
        }
        else
        {
            _needed.Add(record.Offset);
            _changed.Add(record.Offset);
        }

        var alarm = new AlarmMessage
        {
            RuleName = string.Join(' ', _needed),
            TimeMs = record.TimestampMs,
            Origin = new Origin { Topic = record.Topic, Partition = record.Partition, Offset = record.Offset },
        };
        outputs.Add(new OutputRecord(Topic, record.Key, alarm.ToByteArray()));
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        changed.AddRange(_changed.Select(offset => new KeyValuePair<byte[], byte[]?>(Text(offset), _needed.Contains(offset) ? [] : null)));
        _changed.Clear();
    }

    public void Act(long nowMs, List<OutputRecord> appends)
    {
        Collect(effect => effect.EndsMs <= nowMs, appends);
        _world.MayFail();
        foreach (var offset in _needed.Where(offset => !_written.Contains(offset) && _underway.TrueForAll(effect => effect.Offset != offset)).Take(MaxUnderway - _underway.Count).ToList())
        {
            _underway.Add(_world.Begin(Tenure, offset, nowMs));
        }
    }

    public void Finish(List<OutputRecord> appends)
    {
        Tenure.IsOver = true;
        _underway.ForEach(effect => effect.WasCancelled = _world.Cancels());
        Collect(effect => !effect.WasCancelled, appends);
        _underway.Clear();
    }

    public void Abandon()
    {
        Tenure.IsOver = true;
        _underway.Clear();
    }

    private void Collect(Predicate<Effect> isOver, List<OutputRecord> appends)
    {
        foreach (var effect in _underway.FindAll(isOver))
        {
            _written.Add(effect.Offset);
            _underway.Remove(effect);
            appends.Add(new OutputRecord("", Text(effect.Offset), [.. Encoding.UTF8.GetBytes(Done), .. Text(effect.Offset)]));
        }
    }

    private static byte[] Text(long offset) => Encoding.UTF8.GetBytes(offset.ToString(CultureInfo.InvariantCulture));

    private static long OffsetOf(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
