using Tocsin.Engine.Detection;
using Tocsin.TopologyTests.Cases;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Saving;

/// <summary>
/// A run that is saved now and then, and now and then starts again from what was saved: it processes the records since then once more with its
/// outputs suppressed and goes on. A <paramref name="loss"/> happens at every save or load.
/// </summary>
internal sealed class RestartedRun(Case @case, Loss loss = Loss.None) : IRun
{
    private readonly Random _random = new(@case.Records.Length);
    private readonly Changelog _changelog = new();
    private readonly List<CaseRecord> _sinceSaved = [];
    private Detector _detector = new(@case.RuleSets[0]);

    public (IReadOnlyList<AlarmMessage> Alarms, IReadOnlyList<RejectReason> Rejections) Process(CaseRecord record)
    {
        var output = Step(record);
        if (_random.Chance(record.Body?.Activation is null ? 0.3 : 0.8))
        {
            Save();
        }

        if (!_changelog.IsEmpty && _random.Chance(0.25))
        {
            Restart();
        }

        return ([.. output.Alarms], [.. output.Rejections.Select(rejection => rejection.Reason)]);
    }

    private DetectorOutput Step(CaseRecord record)
    {
        var output = new DetectorOutput();
        _detector.Process(record.Encode(), record.TimestampMs, @case.Find, output);
        _sinceSaved.Add(record);
        return output;
    }

    private void Save()
    {
        Losses.BeforeSave(loss, _detector);
        _changelog.Save(_detector);
        Losses.AfterSave(loss, _changelog);
        _sinceSaved.Clear();
    }

    private void Restart()
    {
        _detector = _changelog.Load(@case.Find);
        Losses.AfterLoad(loss, _detector.State);
        CaseRecord[] again = [.. _sinceSaved];
        _sinceSaved.Clear();
        foreach (var record in again)
        {
            Step(record);
        }
    }
}
