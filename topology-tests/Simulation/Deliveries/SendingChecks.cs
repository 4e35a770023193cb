using System.Globalization;
using Tocsin.Dispatch.Channels;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>What has to hold for everything that is sent.</summary>
internal sealed class SendingChecks(Tenures tenures, Func<int, DeliveryLog> logs)
{
    private readonly List<Sending> _sendings = [];
    private readonly Dictionary<string, string> _compositions = [];

    /// <summary>By receiver and entity the newest alarm that has arrived.</summary>
    private readonly Dictionary<string, int> _newest = [];
    private readonly HashSet<(string Receiver, string Alarm)> _arrived = [];

    /// <summary>The first thing that went wrong.</summary>
    public string? Complaint { get; private set; }

    public static string AlarmId(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    public void Check(Sending sending, OutgoingMessage message, int underway)
    {
        Complaint ??= (Composition(sending) ?? Limits(sending, underway) ?? Repetition(sending) ?? (tenures.IsOwner(sending.By) ? Order(sending, message) : null)) is { } problem
            ? $"{sending.StartedMs}: {sending.By.MemberId} sends {sending.MessageId} ({string.Join(' ', sending.Alarms)}) to {sending.Receiver}: {problem}"
            : null;
        _sendings.Add(sending);
        if (sending.Arrives)
        {
            Arrive(sending, message);
        }
    }

    private string? Composition(Sending sending)
    {
        var alarms = string.Join(' ', sending.Alarms);
        return _compositions.TryAdd(sending.MessageId, alarms) || _compositions[sending.MessageId] == alarms ? null : $"under this id were sent {_compositions[sending.MessageId]}";
    }

    private string? Limits(Sending sending, int underway)
    {
        var limits = DeliveryReceivers.All[sending.Receiver];
        var mine = _sendings.Where(other => other.By == sending.By && other.Receiver == sending.Receiver && !(other.Answer.Verdict == Verdict.NotSent)).Append(sending);
        var tooFast = limits.Pace.Limits.FirstOrDefault(limit => mine.Count(other => other.StartedMs > sending.StartedMs - limit.PerMs) > limit.Messages);
        return underway >= limits.MessagesAtOnce ? $"{underway} are underway"
            : tooFast != default ? $"more than {tooFast.Messages} in {tooFast.PerMs} ms"
            : null;
    }

    private string? Repetition(Sending sending) => _sendings
        .Where(earlier => earlier.Receiver == sending.Receiver && earlier.Alarms.Intersect(sending.Alarms).Any())
        .Select(earlier => Repetition(earlier, sending) is { } reason ? $"{earlier.By.MemberId} sent {earlier.MessageId} ({string.Join(' ', earlier.Alarms)}) at {earlier.StartedMs}, {earlier.Answer.Verdict}: {reason}" : null)
        .FirstOrDefault(reason => reason is not null);

    private string? Repetition(Sending earlier, Sending sending)
    {
        var outcome = logs(sending.By.Partition).OutcomeOf(earlier);
        var isKnown = outcome?.Offset < sending.By.EndAtBirth || earlier.By == sending.By;
        if (earlier.MayBeRepeated && (isKnown || earlier.Answer.Verdict == Verdict.NotSent))
        {
            var mayDiffer = earlier.Answer.Verdict != Verdict.TryAgain || logs(sending.By.Partition).WasSplit(earlier.MessageId);
            return earlier.MessageId == sending.MessageId || mayDiffer ? null : "under another id";
        }

        return outcome is { Result: AttemptResult.Retry or AttemptResult.Split } && isKnown ? null
            : sending.By.WhyNotAgain(earlier.By, earlier.WasCancelled, outcome?.Offset) ?? OtherId(earlier, sending);
    }

    /// <summary>A receiver that knows repetitions by the id gets what may have been underway under the same one.</summary>
    private string? OtherId(Sending earlier, Sending sending)
    {
        var mustBeSame = DeliveryReceivers.All[sending.Receiver].SeesIds && earlier.Arrives && tenures.IsOwner(sending.By);
        return mustBeSame && earlier.MessageId != sending.MessageId && !logs(sending.By.Partition).WasSplit(earlier.MessageId) ? "under another id after a crash" : null;
    }

    private string? Order(Sending sending, OutgoingMessage message)
    {
        if (!sending.Alarms.Order(StringComparer.Ordinal).SequenceEqual(sending.Alarms))
        {
            return "not in the order of the log";
        }

        var late = message.Alarms.FirstOrDefault(alarm =>
            sending.Arrives && !_arrived.Contains((sending.Receiver, alarm.Id)) && _newest.GetValueOrDefault(EntityOf(sending, alarm), -1) > Number(alarm));
        return late is null ? null : $"{late.Id} comes after {_newest[EntityOf(sending, late)]} of the same entity";
    }

    private void Arrive(Sending sending, OutgoingMessage message)
    {
        foreach (var alarm in message.Alarms)
        {
            _arrived.Add((sending.Receiver, alarm.Id));
            _newest[EntityOf(sending, alarm)] = Math.Max(Number(alarm), _newest.GetValueOrDefault(EntityOf(sending, alarm), -1));
        }
    }

    private static int Number(AlarmMessage alarm) => int.Parse(alarm.Id, CultureInfo.InvariantCulture);

    private static string EntityOf(Sending sending, AlarmMessage alarm) => $"{sending.Receiver} {alarm.Id0}";
}
