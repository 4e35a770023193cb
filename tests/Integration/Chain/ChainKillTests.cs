using Tocsin.V1;

namespace Tocsin.Integration.Chain;

/// <summary>From the sample to the webhook through two instances of each service, while they are killed under load, without any policies.</summary>
public sealed class ChainKillTests : IDisposable
{
    private const int AlarmsBetweenKills = 20;
    private const string Receiver = "page";
    private static readonly string[] _instances = ["i1", "i2"];

    private readonly Plant _plant = new(Weather.Rules, "hooks: {webhook: {page: {is-default: true, urls: [HALL/page], recovery-urls: [HALL/page]}}}");

    [Theory]
    [InlineData(1)]
    public void EachServiceKilledUnderLoad_EveryAlarmArrives_InOrder_WithOneRecord(int seed)
    {
        var random = new Random(seed);
        foreach (var service in Plant.Services)
        {
            Array.ForEach(_instances, instance => _plant.Start(service, instance));
        }

        using var weather = new Weather(_plant, random);
        AwaitMore();
        foreach (var service in Shuffled(random))
        {
            var instance = _instances[random.Next(_instances.Length)];
            Thread.Sleep(random.Next(700));
            _plant.Kill(service, instance);
            Thread.Sleep(random.Next(300));
            _plant.Start(service, instance);
            AwaitMore();
        }

        weather.Clear();
        AwaitQuiet();
        ChainReckoning.Assert(_plant, Receiver);
    }

    public void Dispose() => _plant.Dispose();

    private static string[] Shuffled(Random random)
    {
        string[] services = [.. Plant.Services];
        random.Shuffle(services);
        return services;
    }

    private void AwaitMore()
    {
        var expected = Told + AlarmsBetweenKills;
        _plant.Eventually(() => Told >= expected, () => $"{Told} of {expected} alarms were told, of {_plant.Alarms().Count} in the topic");
    }

    private int Told => _plant.Told(Receiver).Distinct().Count();

    /// <summary>Every episode is over, whatever the topic holds has been told, and the ledger says so.</summary>
    private void AwaitQuiet() => _plant.Eventually(
        () => _plant.Alarms() is var alarms
            && alarms.GroupBy(alarm => alarm.EpisodeId).All(episode => episode.Last().State == AlarmState.Recovered)
            && Told >= alarms.Count
            && _plant.Records().Count(record => record.Status == ProcessingStatus.Success) >= alarms.Count
            && _plant.Deliveries().Count(delivery => delivery.Status == DeliveryStatus.Delivered) >= alarms.Count,
        () => $"{Told} alarms were told\n{string.Join('\n', ChainReckoning.Faults(_plant, Receiver))}");
}
