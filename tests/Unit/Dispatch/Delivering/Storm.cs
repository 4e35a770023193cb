using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Delivering;
using Tocsin.Engine.Deliveries;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Delivering;

/// <summary>Many alarms at once for one receiver of a hook's usual limits: the deliver stage over a log in memory, in virtual time.</summary>
internal sealed class Storm : IDisposable
{
    private const int StepMs = 50;
    private const int AnswerMs = 100;
    private static readonly global::Tocsin.Protos.Topics _topics = new();
    private readonly string _receiver;
    private readonly Outboxes _outboxes = new(_topics.Deliveries, 0);
    private readonly List<byte[]> _log = [];
    private readonly List<OutputRecord> _outputs = [];
    private readonly List<OutputRecord> _appends = [];
    private readonly Dictionary<string, DeliveryStatus> _states = [];
    private readonly DeliverStage _stage;
    private readonly StormPost _post;

    /// <param name="hookType">Such as slack.</param>
    public Storm(string hookType)
    {
        _receiver = $"{hookType}.ops";
        _post = new StormPost(ChannelLimits.Of(new HookSettings { Type = hookType, Name = "ops" }), AnswerMs, Read);
        var notes = new CourierNotes(new StageMetrics(DeliverStage.Name).Partition(0).Deliveries, NullLogger.Instance);
        _stage = new DeliverStage(0, _outboxes, _topics, _post, notes);
    }

    /// <summary>Messages that went out.</summary>
    public int Messages => _post.Messages;

    /// <summary>From the first alarm until nothing was left to be done.</summary>
    public long ElapsedMs { get; private set; }

    /// <summary>The most deliveries that were open, not waiting in the log.</summary>
    public int MostOpen { get; private set; }

    /// <summary>What the ledger says of each delivery.</summary>
    public IReadOnlyCollection<DeliveryStatus> States => _states.Values;

    /// <summary>All alarms come, some of them in each step; then time goes on until all of them are settled, or for an hour.</summary>
    public void Run(int alarms, int alarmsPerStep)
    {
        const long longestMs = 3_600_000;
        var begin = _post.NowMs;
        for (var number = 0; (number < alarms || !IsSettled) && ElapsedMs < longestMs; _post.NowMs += StepMs)
        {
            for (var end = Math.Min(alarms, number + alarmsPerStep); number < end; number++)
            {
                Append(Delivery(number).ToByteArray());
            }

            Step();
            ElapsedMs = _post.NowMs - begin;
        }
    }

    public void Dispose() => _stage.Dispose();

    private bool IsSettled => _outboxes.Receivers.Values.All(outbox => outbox.Open.Count == 0 && outbox.Backlog is null);

    private void Step()
    {
        _post.AnswerDue();
        _stage.Act(_post.NowMs, _appends);
        _appends.ForEach(append => Append(append.Value!));
        _appends.Clear();
        MostOpen = Math.Max(MostOpen, _outboxes.Receivers.Values.Max(outbox => outbox.Open.Count));
    }

    private void Append(byte[] value)
    {
        _log.Add(value);
        _stage.Process(new InputRecord(_topics.Deliveries, 0, _log.Count - 1, _post.NowMs, Encoding.UTF8.GetBytes(_receiver), value, null), _outputs);
        foreach (var output in _outputs.Where(output => output.Topic == _topics.Records))
        {
            var state = DeliveryState.Parser.ParseFrom(output.Value);
            _states[state.Id] = state.Status;
        }

        _outputs.Clear();
    }

    private DeliveryRecord Delivery(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return new DeliveryRecord
        {
            Delivery = new Delivery
            {
                Id = DeliveryId.Of(text, _receiver),
                Receiver = _receiver,
                Alarm = new AlarmMessage { Id = text, Id0 = text, Name = $"checkout-{text}", RuleName = "service_resp_time_rule", AlarmMessage_ = "slow", State = AlarmState.Firing },
                Origin = new Origin { Topic = _topics.Alarms, Offset = number },
            },
        };
    }

    private Claim Read(ClaimBuilder builder)
    {
        for (var offset = (int)builder.Next; offset < _log.Count && !builder.IsFull; offset++)
        {
            builder.Take(_log[offset], offset, _post.NowMs);
        }

        return builder.Build();
    }
}
