using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>Compares what receivers got with what the log says, once all is settled.</summary>
internal sealed class Reckoning
{
    /// <summary>Of a webhook that says nothing else.</summary>
    private const int MessagesAtOnce = 8;

    /// <summary>A killed instance is back no sooner. What it sent may be read a little after its end.</summary>
    private const int RestartMs = 500;

    private readonly IReadOnlyList<Arrival> _arrivals;
    private readonly List<Attempt> _attempts;
    private readonly List<DeliveryState> _ledger;
    private readonly List<string> _faults = [];

    private Reckoning(Station station)
    {
        _ledger = station.Ledger();
        _attempts = [.. station.Deliveries().Where(record => record.Attempt is not null).Select(record => record.Attempt)];
        _arrivals = station.Hall.Arrivals;
    }

    /// <summary>
    /// Everybody was told everything, each entity's alarms in their order. Whatever came twice came in the same message; what no attempt in the log
    /// accounts for was underway when an instance was killed.
    /// </summary>
    public static void Assert(Station station, IEnumerable<AlarmMessage> alarms, string[] receivers, params long[] kills)
    {
        var reckoning = new Reckoning(station);
        var expected = alarms.Select(alarm => alarm.Id).ToList();
        foreach (var receiver in receivers)
        {
            reckoning.CheckReceiver(receiver, expected, kills);
        }

        reckoning.CheckLedger();
        Xunit.Assert.True(reckoning._faults.Count == 0, $"{string.Join('\n', reckoning._faults)}\nattempts:\n{string.Join('\n', reckoning._attempts)}\narrivals:\n{string.Join('\n', reckoning._arrivals)}");
    }

    private void CheckReceiver(string receiver, List<string> expected, long[] kills)
    {
        var arrivals = _arrivals.Where(arrival => arrival.Receiver == receiver).ToList();
        _faults.AddRange(expected.Except(arrivals.SelectMany(arrival => arrival.Alarms)).Select(lost => $"{receiver} never got {lost}"));
        _faults.AddRange(arrivals.GroupBy(arrival => arrival.Id).Where(same => same.Select(arrival => arrival.Body).Distinct().Count() > 1).Select(same => $"{receiver} got different messages {same.Key}"));
        _faults.AddRange(arrivals
            .SelectMany(arrival => arrival.Alarms, (arrival, alarm) => (arrival.Id, alarm))
            .Distinct()
            .GroupBy(told => told.alarm)
            .Where(told => told.Count() > 1)
            .Select(told => $"{receiver} was told {told.Key} in the messages {string.Join(", ", told.Select(each => each.Id))}"));
        CheckOrder(receiver, arrivals);
        CheckAccounted(receiver, arrivals, kills);
    }

    /// <summary>Within a message, and from one message to the next, however often they are repeated.</summary>
    private void CheckOrder(string receiver, List<Arrival> arrivals)
    {
        var newest = new Dictionary<string, (int Number, Arrival In)>();
        foreach (var (arrival, alarm) in arrivals.SelectMany(arrival => arrival.Alarms, (arrival, alarm) => (arrival, alarm)))
        {
            var parts = alarm.Split('/');
            var number = int.Parse(parts[1], CultureInfo.InvariantCulture);
            if (newest.TryGetValue(parts[0], out var earlier) && earlier.Number > number && (earlier.In.Id != arrival.Id || earlier.In == arrival))
            {
                _faults.Add($"{receiver} got {alarm} behind {earlier.Number}");
            }

            newest[parts[0]] = (number, arrival);
        }
    }

    /// <summary>As often as the log has attempts that found somebody, and once more for each kill between two arrivals. Only the last attempt succeeded.</summary>
    private void CheckAccounted(string receiver, List<Arrival> arrivals, long[] kills)
    {
        var unknown = 0;
        foreach (var message in arrivals.GroupBy(arrival => arrival.Id))
        {
            var attempts = _attempts.FindAll(attempt => attempt.MessageId == message.Key);
            var missing = message.Count() - attempts.Count(attempt => attempt.Reason != "connect");
            unknown += missing;
            if (missing < 0 || missing > Gaps(message).Count(gap => kills.Any(kill => gap.From <= kill + RestartMs && kill <= gap.To)))
            {
                _faults.Add($"{receiver} got {message.Key} {message.Count()} times, with {attempts.Count} attempts in the log");
            }

            if (attempts.FindIndex(attempt => attempt.Result == AttemptResult.Delivered) != attempts.Count - 1)
            {
                _faults.Add($"{receiver} was sent {message.Key} again although it had it");
            }
        }

        if (unknown > kills.Length * MessagesAtOnce)
        {
            _faults.Add($"{receiver} got {unknown} messages that the log doesn't account for, with {kills.Length} kills");
        }
    }

    private static IEnumerable<(long From, long To)> Gaps(IEnumerable<Arrival> arrivals) => arrivals.Zip(arrivals.Skip(1), (first, second) => (first.AtMs, second.AtMs));

    private void CheckLedger()
    {
        _faults.AddRange(_ledger.Where(state => state.Status != DeliveryStatus.Delivered).Select(state => $"not delivered by the ledger: {state}"));
        _faults.AddRange(_ledger.Where(state => state.Attempts != state.Notes.Count(note => note.MessageId.Length > 0) && state.Attempts <= 10).Select(state => $"attempts without a note: {state}"));
        foreach (var state in _ledger)
        {
            var attempts = _attempts.Count(attempt => attempt.MessageId == state.Notes[^1].MessageId);
            if (attempts != state.Attempts)
            {
                _faults.Add($"{attempts} attempts in the log, but {state}");
            }
        }
    }
}
