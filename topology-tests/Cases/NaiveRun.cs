using Tocsin.Engine.Detection;
using Tocsin.TopologyTests.Reference;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

internal sealed class NaiveRun(Case @case, PlantedBug bug = PlantedBug.None) : IRun
{
    private readonly NaiveDetector _detector = new(@case.RuleSets[0], bug);

    public (IReadOnlyList<AlarmMessage> Alarms, IReadOnlyList<RejectReason> Rejections) Process(CaseRecord record)
    {
        _detector.Process(Decoded.From(record), @case.Find);
        return (_detector.Alarms, _detector.Rejections);
    }
}
