using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Converge.Converging;

/// <summary>One partition of the actions topic: all that decides there, and its outputs as records.</summary>
internal sealed class ConvergeStage(ActionPartition actions, Topics topics, ActionMetrics metrics) : IStage
{
    public const string Name = "converge";
    private readonly ConvergenceOutput _output = new();

    public long TickDueMs => actions.TickDueMs;

    /// <summary>The stage of a partition from its saved state, which is empty at the beginning.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="state">What was saved.</param>
    /// <param name="topics">Where everything goes.</param>
    /// <param name="metrics">Is told what is decided.</param>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static ConvergeStage Create(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, Topics topics, ActionMetrics metrics)
    {
        try
        {
            return new ConvergeStage(ActionPartition.Load(topics.Actions, partition, state), topics, metrics);
        }
        catch (InvalidDataException exception)
        {
            throw new StageFailureException($"{Name}: the state of partition {partition} in {topics.State(Name)} can't be used: {exception.Message}", exception);
        }
    }

    public byte[] Tick(long timeMs) => new ActionRecord { Tick = new Tick { TimeMs = timeMs } }.ToByteArray();

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        var (read, problem) = ActionRecords.Read(record.Value);
        if (read is null)
        {
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, "malformed", problem));
            return;
        }

        _output.Clear();
        actions.Process(read, record.Key, record.Offset, record.TimestampMs, _output);
        outputs.AddRange(_output.Actions.Select(action => Traced(topics.Actions, Encoding.UTF8.GetBytes(action.Key), action.Record, OutputName.Of(action.Record), record)));
        outputs.AddRange(_output.Commands.Select(command => Traced(topics.Commands, command.Key.ToByteArray(), command, OutputName.Of(command), record)));
        outputs.AddRange(_output.Records.Select(state => new OutputRecord(topics.Records, RecordKeys.OfProcessing(state.Id), state.ToByteArray())));
        outputs.AddRange(_output.Groups.Select(group => new OutputRecord(topics.Records, RecordKeys.OfGroup(group.Id), group.ToByteArray())));
        outputs.AddRange(_output.Stories.Select(line => new OutputRecord(topics.Records, RecordKeys.OfStory(line.AlarmId, line.Policy, line.Package), line.ToByteArray())));
        Count();
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => actions.Save(changed);

    private static OutputRecord Traced(string topic, byte[] key, IMessage value, string name, InputRecord cause)
    {
        var span = AlarmSpan.Of(cause, name);
        return new OutputRecord(topic, key, value.ToByteArray(), span?.ToHeaders())
        {
            Telemetry = new OutputTelemetry { CauseTimestampMs = cause.TimestampMs, Span = span },
        };
    }

    private void Count()
    {
        foreach (var state in _output.Records)
        {
            metrics.Decided(StatusWord.Of(state.Status), state.Reason);
        }

        var counts = actions.Counts;
        metrics.Set(new ActionGauges(counts.Open, counts.Groups, counts.Active, counts.Acknowledged, counts.Shields, counts.OpenCircuits));
    }
}
