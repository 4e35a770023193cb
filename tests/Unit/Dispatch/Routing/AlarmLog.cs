using System.Text;
using Google.Protobuf;
using Tocsin.Dispatch.Routing;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Routing;

/// <summary>A partition of the alarms topic, and the route stage that reads it.</summary>
internal sealed class AlarmLog(FakeRoutes routes)
{
    private readonly Dictionary<string, byte[]> _state = [];
    private RouteStage _stage = Create(routes, []);
    private long _next = 100;

    public static global::Tocsin.Protos.Topics Topics { get; } = new();

    /// <summary>Appends a record and has it processed.</summary>
    public List<OutputRecord> Append(byte[]? value)
    {
        var outputs = new List<OutputRecord>();
        _stage.Process(new InputRecord(Topics.Alarms, 3, _next++, 1_000, Encoding.UTF8.GetBytes("c"), value, null), outputs);
        return outputs;
    }

    public List<OutputRecord> Append(AlarmMessage alarm) => Append(alarm.ToByteArray());

    /// <summary>How many records a save writes.</summary>
    public int Save()
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        _stage.Save(changed);
        foreach (var (key, value) in changed)
        {
            _state[Encoding.UTF8.GetString(key)] = value!;
        }

        return changed.Count;
    }

    /// <summary>Another instance goes on from what was saved.</summary>
    public void Restart() => _stage = Create(routes, [.. _state.Select(record => KeyValuePair.Create(Encoding.UTF8.GetBytes(record.Key), record.Value))]);

    public static RouteStage Create(FakeRoutes routes, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
        RouteStage.Create(3, state, routes, Topics, new StageMetrics(RouteStage.Name).Partition(3).Deliveries);

    public static IEnumerable<Delivery> Deliveries(IEnumerable<OutputRecord> outputs) =>
        outputs.Where(output => output.Topic == Topics.Deliveries).Select(output => DeliveryRecord.Parser.ParseFrom(output.Value).Delivery);

    public static IEnumerable<DeliveryState> States(IEnumerable<OutputRecord> outputs) =>
        outputs.Where(output => output.Topic == Topics.Records).Select(output => DeliveryState.Parser.ParseFrom(output.Value));
}
