using Tocsin.Integration.Dispatch;
using Tocsin.V1;

namespace Tocsin.Integration.Chain;

/// <summary>Holds what a receiver was told, the processing records and the ledger against the alarms topic.</summary>
internal sealed class ChainReckoning
{
    private const int MostFaults = 20;
    private readonly List<AlarmMessage> _alarms;
    private readonly List<string> _faults = [];

    private ChainReckoning(Plant plant, string receiver)
    {
        _alarms = plant.Alarms();
        CheckEpisodes();
        CheckArrivals(plant.Hall.At(receiver));
        CheckRecords(plant.Records());
        CheckDeliveries(plant.Deliveries());
        _faults.AddRange(plant.DeadLetters().Select(letter => $"a dead letter: {string.Join(' ', letter.Headers!.Select(header => $"{header.Key}={System.Text.Encoding.UTF8.GetString(header.GetValueBytes())}"))}"));
    }

    /// <summary>
    /// Every alarm was told, those of an entity in the order of the alarms topic, and twice only in the same message; each has one processing record, which ended in success,
    /// and one delivery, which is delivered.
    /// </summary>
    public static void Assert(Plant plant, string receiver)
    {
        var faults = Faults(plant, receiver);
        Xunit.Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>The first of what is wrong.</summary>
    public static IReadOnlyList<string> Faults(Plant plant, string receiver) => [.. new ChainReckoning(plant, receiver)._faults.Take(MostFaults)];

    /// <summary>A firing comes before its recovery, and no episode has no end.</summary>
    private void CheckEpisodes() => _faults.AddRange(_alarms
        .GroupBy(alarm => alarm.EpisodeId)
        .Where(episode => episode.First().State != AlarmState.Firing || episode.Last().State != AlarmState.Recovered || episode.Count(alarm => alarm.State == AlarmState.Recovered) != 1)
        .Select(episode => $"an episode of the topic is {string.Join(", ", episode.Select(alarm => alarm.State))}"));

    private void CheckArrivals(IReadOnlyList<Arrival> arrivals)
    {
        var told = arrivals.SelectMany(arrival => arrival.Alarms, (arrival, alarm) => (arrival.Id, Alarm: alarm)).Distinct().ToLookup(each => each.Alarm, each => each.Id);
        _faults.AddRange(_alarms.Where(alarm => !told.Contains(alarm.Id)).Select(alarm => $"never told: {alarm}"));
        _faults.AddRange(told.Where(messages => messages.Count() > 1).Select(messages => $"{messages.Key} was told in the messages {string.Join(", ", messages)}"));
        _faults.AddRange(arrivals.GroupBy(arrival => arrival.Id).Where(same => same.Select(arrival => arrival.Body).Distinct().Count() > 1).Select(same => $"different messages {same.Key}"));
        CheckOrder(arrivals);
    }

    private void CheckOrder(IReadOnlyList<Arrival> arrivals)
    {
        var places = _alarms.Select((alarm, place) => (alarm, place)).ToDictionary(each => each.alarm.Id, each => (each.alarm.Id0, each.place));
        var newest = new Dictionary<string, (int Place, Arrival In)>();
        foreach (var (arrival, alarm) in arrivals.SelectMany(arrival => arrival.Alarms, (arrival, alarm) => (arrival, alarm)))
        {
            if (!places.TryGetValue(alarm, out var at))
            {
                _faults.Add($"told, but not in the topic: {alarm}");
                continue;
            }

            if (newest.TryGetValue(at.Id0, out var earlier) && earlier.Place > at.place && (earlier.In.Id != arrival.Id || earlier.In == arrival))
            {
                _faults.Add($"told behind a later one of {at.Id0}: {_alarms[at.place]}, behind {_alarms[earlier.Place]}");
            }

            newest[at.Id0] = (at.place, arrival);
        }
    }

    private void CheckRecords(List<ProcessingRecord> records)
    {
        CheckOneEach(records.Select(record => record.AlarmId), "processing records");
        _faults.AddRange(records.Where(record => record.Status != ProcessingStatus.Success).Select(record => $"not ended in success: {record}"));
    }

    private void CheckDeliveries(List<DeliveryState> deliveries)
    {
        CheckOneEach(deliveries.Select(delivery => delivery.AlarmId), "deliveries");
        _faults.AddRange(deliveries.Where(delivery => delivery.Status != DeliveryStatus.Delivered).Select(delivery => $"not delivered by the ledger: {delivery}"));
    }

    private void CheckOneEach(IEnumerable<string> alarms, string what)
    {
        var counts = alarms.CountBy(alarm => alarm).ToDictionary();
        _faults.AddRange(_alarms.Where(alarm => counts.GetValueOrDefault(alarm.Id) != 1).Select(alarm => $"{counts.GetValueOrDefault(alarm.Id)} {what} of {alarm}"));
        _faults.AddRange(counts.Keys.Except(_alarms.Select(alarm => alarm.Id)).Select(alarm => $"{what} of {alarm}, which isn't in the topic"));
    }
}
