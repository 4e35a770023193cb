using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Deliveries;

/// <summary>Deliveries that are done for a processing record: their limits, their outcomes, and summaries.</summary>
public class ErrandTests
{
    private static readonly ReceiverLimits _single = new() { MessagesAtOnce = 8 };
    private static readonly ReceiverLimits _webhook = new() { AlarmsPerMessage = 10, MessagesAtOnce = 8 };
    private static readonly ReceiverLimits _chat = new() { Pace = new Pace([new PaceLimit(2, 60_000)]) };
    private readonly Log _log = new();

    [Theory]
    [InlineData(AttemptResult.Delivered, OutcomeResult.Success)]
    [InlineData(AttemptResult.Dead, OutcomeResult.Failure)]
    public void Errand_Settled_HasItsOutcomeUnderItsKey(AttemptResult result, OutcomeResult expected)
    {
        _log.Append(Errands.Notification("a", 1));
        _log.Append(AttemptResult.Retry, "m", 0, 0);
        Assert.Empty(_log.Outcomes);
        _log.Append(result, "m", 0, 0);

        var (key, outcome) = Assert.Single(_log.Outcomes);
        Assert.Equal(("record-1", expected, "a-reason", 2u, _log.NowMs), (outcome.RecordId, outcome.Result, outcome.Reason, outcome.Attempts, outcome.StartedMs));
        Assert.Equal("key of record-1", key.ToStringUtf8());
        Assert.All(_log.States, state => Assert.Equal("record-1", state.RecordId));
        _log.Append(result, "m", 0, 0);
        Assert.Single(_log.Outcomes);
    }

    [Fact]
    public void Delivery_NobodyWaitsFor_HasNoOutcome()
    {
        var again = Errands.Notification("a", 1);
        again.Redriven = 1;
        var one = Errands.Notification("c", 3);
        one.Errand.RecordId = "";
        foreach (var delivery in new[] { Log.Delivery("d", 0), again, Errands.Question("b", 2), one })
        {
            var offset = _log.Append(delivery);
            _log.Append(AttemptResult.Delivered, "m", 0, offset);
        }

        Assert.Empty(_log.Outcomes);
    }

    [Fact]
    public void Deadline_Passed_GivesUpWhatIsNotUnderway()
    {
        var untilMs = _log.NowMs + 10_000;
        _log.Append(Errands.Callback("a", 1, untilMs));
        _log.Append(Errands.Callback("b", 2, untilMs - 1_000));
        _log.Append(Errands.Notification("c", 3));
        Assert.Equal(3, _log.Plan(_single, out var nextMs).Count);
        Assert.Equal(untilMs - 1_000, nextMs);

        _log.NowMs = untilMs;
        var due = _log.Plan(_single, busy: 1);
        Assert.Equal([DueKind.TooLate, DueKind.Send], due.Select(each => each.Kind));
        Assert.Equal(["a"], due[0].Deliveries.Select(open => open.Delivery.Alarm.Name));
        _log.Append(due[0], AttemptResult.Dead);
        _log.Restart();
        Assert.Equal(["b"], Assert.Single(_log.Plan(_single, busy: 2)).Deliveries.Select(open => open.Delivery.Alarm.Name));
    }

    [Fact]
    public void Redriven_IsLimitedNoMore()
    {
        var again = Errands.Callback("a", 1, _log.NowMs - 1, attempts: 1);
        again.Redriven = 1;
        _log.Append(again);
        _log.Append(AttemptResult.Retry, "m", 0, 0);
        Assert.Equal(DueKind.Send, Assert.Single(_log.Plan(_single)).Kind);
    }

    [Fact]
    public void Attempts_AsManyAsAllowed_EndIt()
    {
        _log.Append(Errands.Callback("a", 1, long.MaxValue, attempts: 2));
        _log.Append(AttemptResult.Retry, "m", 0, 0);
        Assert.Single(_log.Outbox.Open);
        _log.Append(AttemptResult.Retry, "m", 0, 0);

        Assert.Empty(_log.Outbox.Open);
        Assert.Single(_log.Dead);
        Assert.Equal(OutcomeResult.Failure, Assert.Single(_log.Outcomes).Outcome.Result);
    }

    [Fact]
    public void CallbacksSummariesAndQuestions_GoAlone()
    {
        _log.Append(Errands.Notification("a", 0));
        _log.Append(Errands.Callback("b", 1, long.MaxValue));
        _log.Append(Errands.Summary(2, "c", "d"));
        _log.Append(Errands.Question("e", 3));
        _log.Append(Errands.Notification("f", 4));
        var due = _log.Plan(_webhook);
        Assert.Equal([[0, 4], [1], [2], [3]], due.Select(Offsets));
        Assert.Equal([DueKind.Bundle, DueKind.Send, DueKind.Send, DueKind.Send], due.Select(each => each.Kind));
    }

    [Fact]
    public void Summary_StandsInTheOrderOfAllItsEntities()
    {
        _log.Append(Errands.Notification("a", 0));
        _log.Append(Errands.Summary(1, "a", "b"));
        _log.Append(Errands.Notification("b", 2));
        _log.Append(Errands.Notification("c", 3));
        Assert.Equal([[0], [3]], _log.Plan(_single).Select(Offsets));
        Assert.Equal([[3]], _log.Plan(_single, busy: 0).Select(Offsets));
        Assert.Equal([[0, 3]], _log.Plan(_webhook).Select(Offsets));

        _log.Append(AttemptResult.Delivered, "m", 0, 0);
        Assert.Equal([[1], [3]], _log.Plan(_single).Select(Offsets));
        _log.Append(AttemptResult.Delivered, "m", 0, 1);
        Assert.Equal([[2], [3]], _log.Plan(_single).Select(Offsets));
    }

    [Fact]
    public void Summary_InADigestOfOthers_WaitsBehindThem()
    {
        _log.Append(Errands.Notification("a", 0));
        _log.Append(Errands.Notification("x", 1));
        _log.Append(Errands.Summary(2, "a", "b"));
        _log.Append(Errands.Notification("b", 3));
        _log.Append(Errands.Notification("y", 4));
        Assert.Equal([[0, 1, 4]], _log.Plan(_chat).Select(Offsets));
    }

    [Fact]
    public void Summary_RefusedAsTooLarge_IsToldWithHalfAsMany_DownToOne()
    {
        _log.Append(Errands.Summary(0, "a", "b", "c", "d", "e"));
        var ids = new HashSet<string>();
        foreach (var (told, more) in new[] { (5, 7u), (3, 9u), (2, 10u), (1, 11u) })
        {
            var due = Assert.Single(_log.Plan(_single));
            var open = Assert.Single(due.Deliveries);
            Assert.Equal((told, more, told), (open.Told, open.More, open.Alarms.Count()));
            Assert.True(ids.Add(due.MessageId), "another message has another id");
            _log.Append(due, AttemptResult.Split);
            _log.Append(due, AttemptResult.Split);
            _log.Restart();
        }

        Assert.Equal(1, Assert.Single(_log.Outbox.Open).Told);
        Assert.All(_log.States, state => Assert.Equal((12u, "", ""), (state.AlarmCount, state.AlarmId, state.Name)));
        _log.Append(_log.Plan(_single)[0], AttemptResult.Delivered);
        Assert.Equal(OutcomeResult.Success, Assert.Single(_log.Outcomes).Outcome.Result);
    }

    [Fact]
    public void Claim_OfLargeSummaries_FitsIntoARecord()
    {
        var log = new Log(maxOpen: 1);
        var large = Enumerable.Range(0, 30).Select(number => new string((char)('a' + (number % 26)), 10_000)).ToArray();
        for (var i = 0; i < 5; i++)
        {
            log.Append(Errands.Summary(i, large));
        }

        log.Append(AttemptResult.Delivered, "m", 0, 0);
        var claim = log.Claim(room: 4);
        Assert.InRange(claim.CalculateSize(), 1, 1_000_000);
        Assert.Single(claim.Deliveries);
        Assert.Equal(3, log.Outbox.Backlog!.Count);
    }

    [Fact]
    public void RandomErrands_WithRandomOutcomes_KeepTheOrderOfEveryEntity_AndEndOnce()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var limits = new[] { _single, _webhook, _chat with { Pace = new Pace([new PaceLimit(4, 2_000)]) }, _webhook with { KeepsRecoveriesApart = true, Pace = new Pace([new PaceLimit(4, 2_000)]) } }[seed % 4];
            new PlannerWalk(new Log(random.Next(3, 30)), limits, random) { HasErrands = true }.Run($"seed {seed}");
        }
    }

    private static long[] Offsets(Due due) => [.. due.Deliveries.Select(open => open.Offset)];
}
