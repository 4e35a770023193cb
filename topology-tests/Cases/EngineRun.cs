using Tocsin.Engine.Detection;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

internal sealed class EngineRun(Case @case) : IRun
{
    private readonly Detector _detector = new(@case.RuleSets[0]);
    private readonly DetectorOutput _output = new();

    public (IReadOnlyList<AlarmMessage> Alarms, IReadOnlyList<RejectReason> Rejections) Process(CaseRecord record)
    {
        _output.Clear();
        _detector.Process(record.Encode(), record.TimestampMs, @case.Find, _output);
        return ([.. _output.Alarms], [.. _output.Rejections.Select(rejection => rejection.Reason)]);
    }
}
