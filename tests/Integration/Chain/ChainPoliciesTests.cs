using Tocsin.Integration.Detect;
using Tocsin.Integration.Rules;
using Tocsin.V1;

namespace Tocsin.Integration.Chain;

/// <summary>What policies make of alarms, seen from the webhooks: a summary, silence under a shield, and no repeats where somebody takes care.</summary>
public sealed class ChainPoliciesTests : IDisposable
{
    private const int Flooded = 5;
    private const int Bad = 20;
    private const int Good = 1;
    private const int Succeeded = 7;
    private const int Shielded = 2;

    private readonly Plant _plant = new(
        """
        rules:
          flood_rule: {metrics-name: flood, op: ">", threshold: 10, evaluate: on-arrival, recovery: false}
          page_rule: {metrics-name: page, op: ">", threshold: 10, evaluate: on-arrival, recovery-observation-period: 1}
          quiet_rule: {metrics-name: quiet, op: ">", threshold: 10, evaluate: on-arrival, recovery-observation-period: 1}
        """,
        "hooks: {webhook: {ops: {urls: [HALL/ops]}, oncall: {urls: [HALL/oncall], recovery-urls: [HALL/oncall]}}}",
        """
        policies:
          - {name: flood, match: {rules: flood_rule}, notify: {receivers: webhook.ops}}
          - {name: page, match: {rules: page_rule}, notify: {receivers: webhook.oncall, defense: none, repeat: 1m}}
          - {name: quiet, match: {rules: quiet_rule}, notify: {receivers: webhook.oncall, defense: none}}
        shields: [{name: work, match: {rules: quiet_rule}, until: 2126-01-01T00:00:00Z}]
        """);

    // Ahead of the clock, so that nothing but samples moves the log's time.
    private readonly long _startMs = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / Shop.MsPerMinute * Shop.MsPerMinute) + (2 * Shop.MsPerMinute);

    [Fact]
    public async Task Policies_DecideWhatTheWebhooksAreTold()
    {
        foreach (var service in Plant.Services)
        {
            _plant.Start(service, "i1");
        }

        var alarms = RaiseAll();
        await TakeCareOf("b");
        _plant.PassTime(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + Shop.MsPerMinute + 10_000);
        Await("ops", Flooded, "the first of the flood and a summary of the others");
        Await("oncall", 3, "both pages and a repeat");
        PublishGoodMinutes();
        Await("oncall", 5, "both pages' recoveries");

        Assert.Equal(alarms.Where(alarm => alarm.RuleName == "flood_rule").Select(alarm => alarm.Id).Order(), _plant.Told("ops").Order());
        Assert.Equal(2, _plant.Hall.At("ops").Count);
        Assert.Equal(["a FIRING", "a FIRING", "a RECOVERED"], ToldOnCall("a"));
        Assert.Equal(["b FIRING", "b RECOVERED"], ToldOnCall("b"));
        Assert.Empty(ToldOnCall("c"));
        AwaitRecords();
    }

    public void Dispose() => _plant.Dispose();

    /// <summary>Returns when all have been decided about, by which only the first of the flood and both pages have been told.</summary>
    private List<AlarmMessage> RaiseAll()
    {
        for (var i = 0; i < Flooded; i++)
        {
            _plant.Publish("flood", $"f{i}", Bad, _startMs);
        }

        _plant.Publish("page", "a", Bad, _startMs);
        _plant.Publish("page", "b", Bad, _startMs);
        _plant.Publish("quiet", "c", Bad, _startMs);
        _plant.Flush();
        _plant.Eventually(
            () => Count(ProcessingStatus.Success) == 3 && Count(ProcessingStatus.Waiting) == Flooded - 1 && Count(ProcessingStatus.Shielded) == 1,
            () => $"the records are\n{string.Join('\n', _plant.Records())}");
        Assert.Single(_plant.Told("ops"));
        Assert.Equal(2, _plant.Told("oncall").Count);
        return _plant.Alarms();
    }

    private async Task TakeCareOf(string entity)
    {
        var (exitCode, output, error) = await Commands.Run($"ack --entity {entity} --by ann {_plant.At}");
        Assert.True(exitCode == 0, output + error);
    }

    private void PublishGoodMinutes()
    {
        for (var minute = 1; minute <= 5; minute++)
        {
            foreach (var (metric, entity) in new[] { ("page", "a"), ("page", "b"), ("quiet", "c") })
            {
                _plant.Publish(metric, entity, Good, _startMs + (minute * Shop.MsPerMinute));
            }
        }

        _plant.Flush();
    }

    private void Await(string receiver, int alarms, string what) =>
        _plant.Eventually(() => _plant.Told(receiver).Count >= alarms, () => $"{what} didn't come, but\n{string.Join('\n', _plant.Hall.Arrivals)}\nthe records are\n{string.Join('\n', _plant.Records())}");

    private List<string> ToldOnCall(string entity)
    {
        var alarms = _plant.Alarms().ToDictionary(alarm => alarm.Id);
        return [.. _plant.Told("oncall").Select(id => alarms[id]).Where(alarm => alarm.Id0 == entity).Select(alarm => $"{alarm.Id0} {alarm.State.ToString().ToUpperInvariant()}")];
    }

    /// <summary>
    /// Success: the first of the flood, the summary, both pages, a repeat and both recoveries. What the summary tells counts as skipped, and what was shielded stays so, its
    /// recovery included.
    /// </summary>
    private void AwaitRecords() => _plant.Eventually(
        () => Count(ProcessingStatus.Success) == Succeeded && Count(ProcessingStatus.Skipped) == Flooded - 1 && Count(ProcessingStatus.Shielded) == Shielded && _plant.Records().Count == Succeeded + Flooded - 1 + Shielded,
        () => $"the records are\n{string.Join('\n', _plant.Records())}");

    private int Count(ProcessingStatus status) => _plant.Records().Count(record => record.Status == status);
}
