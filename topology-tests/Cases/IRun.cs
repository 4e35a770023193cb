using Tocsin.Engine.Detection;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>One evaluation of a partition, record by record.</summary>
internal interface IRun
{
    (IReadOnlyList<AlarmMessage> Alarms, IReadOnlyList<RejectReason> Rejections) Process(CaseRecord record);
}
