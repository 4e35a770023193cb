using Tocsin.Engine.Detection;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Detect;

/// <summary>Tells the metrics of a partition what its detector did since the last time.</summary>
internal sealed class DetectCounting(PartitionMetrics metrics, Detector detector)
{
    private SampleWork _told;

    /// <summary>To be called after each record, whose output this is.</summary>
    public void Update(DetectorOutput output)
    {
        var counters = detector.Counters;
        var now = new SampleWork(counters.Samples, counters.Ignored, counters.Late, counters.Checks, counters.Silenced);
        metrics.AddWork(now.Since(_told));
        metrics.SetSize(detector.Entities, detector.Windows);
        _told = now;
        foreach (var rejection in output.Rejections)
        {
            metrics.Rejected(Word(rejection.Reason));
        }
    }

    /// <summary>The word an alarm is counted under.</summary>
    public static string TransitionOf(AlarmMessage alarm) => alarm.State switch
    {
        AlarmState.Firing when alarm.Reason == AlarmReason.StillTrue => AlarmTransition.StillFiring,
        AlarmState.Firing => AlarmTransition.Firing,
        AlarmState.Recovered => AlarmTransition.Recovered,
        AlarmState.NoData => AlarmTransition.NoData,
        _ => AlarmTransition.Closed,
    };

    /// <summary>The class of a dead letter, and the reason a rejection is counted under.</summary>
    public static string Word(RejectReason reason) => reason switch
    {
        RejectReason.Malformed => "malformed",
        RejectReason.Invalid => "invalid",
        RejectReason.Late => "late",
        RejectReason.Future => "future",
        _ => "unknown-version",
    };
}
