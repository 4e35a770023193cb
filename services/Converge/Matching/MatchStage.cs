using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Origins;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Converge.Matching;

/// <summary>
/// One partition of the alarms topic: every alarm becomes a signal, with what the policies of this moment ask for. An alarm that was seen before, as its
/// origin shows, becomes none.
/// </summary>
internal sealed class MatchStage(OriginFilter seen, Func<LivePolicies> policies, Topics topics) : IStage
{
    public const string Name = "match";
    private const string StateKey = "origins";
    private bool _isDirty;

    public long TickDueMs => long.MaxValue;

    /// <summary>The stage of a partition from its saved state.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="state">What was saved.</param>
    /// <param name="policies">What holds now.</param>
    /// <param name="topics">Where everything goes.</param>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static MatchStage Create(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, Func<LivePolicies> policies, Topics topics)
    {
        var seen = new OriginFilter();
        foreach (var (key, value) in state)
        {
            seen = Encoding.UTF8.GetString(key) == StateKey && Read(SavedOrigins.Parser, value) is { } saved
                ? new OriginFilter(saved.Newest)
                : throw new StageFailureException($"{Name}: the state of partition {partition} in {topics.State(Name)} can't be used: the record '{Encoding.UTF8.GetString(key)}' isn't what this program writes");
        }

        return new MatchStage(seen, policies, topics);
    }

    /// <summary>Never due.</summary>
    public byte[] Tick(long timeMs) => throw new NotSupportedException("time alone changes nothing here");

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
        if (record.Value is null || Read(AlarmMessage.Parser, record.Value) is not { } alarm)
        {
            outputs.Add(DeadLetter.From(topics.DeadLetters, record, Name, "malformed", "this isn't an AlarmMessage"));
            return;
        }

        if (!seen.IsNew(alarm.Origin))
        {
            return;
        }

        _isDirty |= alarm.Origin is not null;
        if (alarm.Id.Length == 0)
        {
            // Somebody else's alarm, without an id of its own: its place in the log is one.
            alarm.Id = DeliveryId.Of($"{record.Topic}/{record.Partition}/{record.Offset}", "");
        }

        var (book, router) = policies();
        var signal = book.Match(alarm, router);
        outputs.Add(ToRecord(signal, record));
        if (Unasked.Line(signal, router, record.TimestampMs) is { } line)
        {
            outputs.Add(new OutputRecord(topics.Records, RecordKeys.OfStory(line.AlarmId, line.Policy, line.Package), line.ToByteArray()));
        }
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        if (_isDirty)
        {
            changed.Add(new(Encoding.UTF8.GetBytes(StateKey), new SavedOrigins { Newest = { seen.Newest } }.ToByteArray()));
            _isDirty = false;
        }
    }

    private OutputRecord ToRecord(Signal signal, InputRecord record)
    {
        var alarm = signal.Alarm;
        signal.Origin = new Origin { Topic = record.Topic, Partition = record.Partition, Offset = record.Offset };
        var span = AlarmSpan.Of(record, $"signal/{alarm.Id}");
        return new OutputRecord(topics.Actions, EntityKey.Of(alarm), new ActionRecord { Signal = signal }.ToByteArray(), span?.ToHeaders())
        {
            Telemetry = new OutputTelemetry { CauseTimestampMs = record.TimestampMs, Span = span },
        };
    }

    /// <summary>Null if the value isn't such a message.</summary>
    private static T? Read<T>(MessageParser<T> parser, byte[] value)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
