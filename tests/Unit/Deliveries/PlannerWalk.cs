using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Deliveries;

/// <summary>Works off an outbox as a courier would, with outcomes by chance, and checks what was told.</summary>
internal sealed class PlannerWalk(Log log, ReceiverLimits limits, Random random)
{
    private const int Alarms = 60;
    private readonly List<Due> _underway = [];
    private readonly Dictionary<string, string> _contentOf = [];
    private readonly List<OpenDelivery> _told = [];
    private readonly List<long> _deadOffsets = [];
    private int _appended;

    /// <summary>Some are callbacks, some summaries.</summary>
    public bool HasErrands { get; init; }

    public void Run(string name)
    {
        log.Append(Log.Delivery("e0", _appended++));
        for (var turn = 0; _appended < Alarms || log.Outbox.Open.Count > 0 || log.Outbox.Backlog is not null; turn++)
        {
            Assert.True(turn < 20_000, $"{name}: {log.Outbox.Open.Count} are still open");
            Turn();
        }

        foreach (var entity in _told.SelectMany(delivery => delivery.Entities.Select(name => (Entity: name, delivery.Offset))).GroupBy(told => told.Entity))
        {
            Assert.True(entity.Select(told => told.Offset).SequenceEqual(entity.Select(told => told.Offset).Order()), $"{name}: {entity.Key} out of order");
        }

        if (HasErrands)
        {
            var outcomes = log.Outcomes.Select(each => each.Outcome.RecordId).ToList();
            Assert.Equal(log.Records.Count(record => record.Delivery?.Errand is { Question: null }), outcomes.Count);
            Assert.Equal(outcomes.Count, outcomes.Distinct().Count());
        }

        Assert.Equal(Alarms, _told.Count + _deadOffsets.Count);
        Assert.Equal(Alarms, _told.Select(delivery => delivery.Offset).Concat(_deadOffsets).Distinct().Count());
    }

    private Delivery Errand(int number) => random.Next(6) switch
    {
        0 => Errands.Callback($"e{random.Next(5)}", number, log.NowMs + random.Next(5_000), attempts: 2),
        1 => Errands.Summary(number, [.. Enumerable.Range(0, 5).Where(_ => random.Next(2) == 0).Append(random.Next(5)).Select(entity => $"e{entity}")]),
        2 => Errands.Question($"e{random.Next(5)}", number),
        _ => Errands.Notification($"e{random.Next(5)}", number, random.Next(3) == 0 ? AlarmState.Recovered : AlarmState.Firing),
    };

    private void Turn()
    {
        log.NowMs += random.Next(0, 200);
        if (_appended < Alarms && random.Next(3) == 0)
        {
            log.Append(HasErrands ? Errand(_appended++) : Log.Delivery($"e{random.Next(5)}", _appended++, random.Next(3) == 0 ? AlarmState.Recovered : AlarmState.Firing));
        }

        if (log.Outbox.WantsClaim)
        {
            log.Claim(random.Next(1, 5));
        }

        Begin();
        if (_underway.Count > 0 && random.Next(2) == 0)
        {
            End(_underway[random.Next(_underway.Count)]);
        }

        if (random.Next(10) == 0)
        {
            log.Restart();
        }
    }

    private void Begin()
    {
        var busy = _underway.SelectMany(due => due.Deliveries).Select(delivery => delivery.Offset).ToHashSet();
        var planned = new List<Due>();
        new Planner(log.Outbox, limits, busy, _underway.Count, log.NowMs).Plan(planned);
        foreach (var due in planned)
        {
            Assert.DoesNotContain(due.Deliveries, delivery => !busy.Add(delivery.Offset));
            if (due.Kind == DueKind.TooLate)
            {
                _deadOffsets.AddRange(due.Deliveries.Select(delivery => delivery.Offset));
                log.Append(due, AttemptResult.Dead);
                continue;
            }

            if (due.Kind == DueKind.Bundle)
            {
                log.Append(due);
                continue;
            }

            var content = string.Join(' ', due.Deliveries.Select(delivery => $"{delivery.Offset}/{delivery.Told}"));
            Assert.True(_contentOf.TryAdd(due.MessageId, content) || _contentOf[due.MessageId] == content, "one id, one content");
            _underway.Add(due);
            Assert.InRange(_underway.Count, 1, limits.MessagesAtOnce);
        }
    }

    private void End(Due due)
    {
        _underway.Remove(due);
        switch (random.Next(10))
        {
            case < 5:
                _told.AddRange(due.Deliveries);
                log.Append(due, AttemptResult.Delivered);
                break;
            case < 8:
                log.Append(due, AttemptResult.Retry, log.NowMs + random.Next(500));
                _deadOffsets.AddRange(due.Deliveries.Where(delivery => log.Outbox.Find(delivery.Offset) is null).Select(delivery => delivery.Offset));
                break;
            case 8 when due.AlarmCount > 1:
                log.Append(due, AttemptResult.Split);
                break;
            default:
                _deadOffsets.AddRange(due.Deliveries.Select(delivery => delivery.Offset));
                log.Append(due, AttemptResult.Dead);
                break;
        }
    }
}
