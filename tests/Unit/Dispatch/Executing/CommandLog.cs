using System.Text;
using Google.Protobuf;
using Tocsin.Dispatch.Executing;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.Unit.Dispatch.Routing;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Executing;

/// <summary>A partition of the commands topic, and the execute stage that reads it.</summary>
internal sealed class CommandLog(FakeRoutes routes)
{
    private readonly Dictionary<string, byte[]> _state = [];
    private ExecuteStage _stage = Create(routes, []);
    private long _next = 100;

    public static global::Tocsin.Protos.Topics Topics { get; } = new();

    public List<OutputRecord> Append(byte[]? value)
    {
        var outputs = new List<OutputRecord>();
        _stage.Process(new InputRecord(Topics.Commands, 3, _next++, 1_000, Encoding.UTF8.GetBytes("key"), value, null), outputs);
        return outputs;
    }

    public List<OutputRecord> Append(ActionCommand command) => Append(command.ToByteArray());

    /// <summary>Another instance goes on from what was saved.</summary>
    public void Restart()
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        _stage.Save(changed);
        foreach (var (key, value) in changed)
        {
            _state[Encoding.UTF8.GetString(key)] = value!;
        }

        _stage = Create(routes, [.. _state.Select(record => KeyValuePair.Create(Encoding.UTF8.GetBytes(record.Key), record.Value))]);
    }

    public static List<Delivery> Deliveries(IEnumerable<OutputRecord> outputs) =>
        [.. outputs.Where(output => output.Topic == Topics.Deliveries).Select(output => DeliveryRecord.Parser.ParseFrom(output.Value).Delivery)];

    public static List<DeliveryState> States(IEnumerable<OutputRecord> outputs) =>
        [.. outputs.Where(output => output.Topic == Topics.Records).Select(output => DeliveryState.Parser.ParseFrom(output.Value))];

    public static List<(string Key, Outcome Outcome)> Outcomes(IEnumerable<OutputRecord> outputs) =>
        [.. outputs.Where(output => output.Topic == Topics.Actions).Select(output => (Encoding.UTF8.GetString(output.Key!), ActionRecord.Parser.ParseFrom(output.Value).Outcome))];

    private static ExecuteStage Create(FakeRoutes routes, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) =>
        ExecuteStage.Create(3, state, routes, Topics, new StageMetrics(ExecuteStage.Name).Partition(3).Deliveries);
}
