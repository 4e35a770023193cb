using Tocsin.V1;

namespace Tocsin.Integration.Converge;

/// <summary>Two instances share the work, and are killed in the middle of it, one after the other.</summary>
public sealed class KillConvergeTests : IDisposable
{
    private const int Alarms = 120;
    private const int Free = 5;

    private readonly Office _office = new($$"""
        packages: [{name: restart, type: callback, receiver: webhook.healer}]
        policies:
          - {name: told, notify: {receivers: webhook.page, defense: none} }
          - {name: few, notify: none, run: [{package: restart, defense: {action: skip-after-exceed, window: 1h, by: [policy], count: {{Free}} } }] }
        """);

    private readonly Dictionary<string, Program> _instances = [];

    [Fact]
    public void InstancesKilledUnderLoad_NothingRunsTwice_NothingIsLost_AndTheQuotaHolds()
    {
        Start("i1");
        Start("i2");
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < Alarms / 3; i++)
            {
                _office.Raise($"e{i % 12}");
            }

            _office.Flush();
            _office.Eventually(() => _office.Executor.Done.Count >= ((round + 1) * Alarms / 3) - 15, () => $"{_office.Executor.Done.Count} commands came");
            Restart(round == 1 ? "i2" : "i1");
        }

        var ended = _office.AwaitEnded(2 * Alarms);
        Assert.Equal(2 * Alarms, ended.Count);
        Assert.Equal(Alarms, ended.Count(record => record is { Policy: "told", Status: ProcessingStatus.Success }));
        Assert.Equal(Free, ended.Count(record => record is { Policy: "few", Status: ProcessingStatus.Success }));
        Assert.Equal(Alarms - Free, ended.Count(record => record is { Policy: "few", Status: ProcessingStatus.Skipped }));
        var runs = _office.Executor.Done.Select(command => command.RecordId).ToList();
        Assert.Equal(Alarms + Free, runs.Count);
        Assert.Equal(runs.Count, runs.Distinct().Count());
    }

    public void Dispose() => _office.Dispose();

    private void Start(string name) => _instances[name] = _office.StartProcess(name);

    private void Restart(string name)
    {
        _instances[name].Kill();
        _instances[name].ExitCode();
        Start(name);
    }
}
