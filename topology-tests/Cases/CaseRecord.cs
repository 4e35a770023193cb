using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>One record of the metrics topic; without a body it is bytes that nobody can decode.</summary>
internal sealed record CaseRecord(long TimestampMs, MetricRecord? Body)
{
    private static readonly byte[] _garbage = [0x0A, 0x7F, 0x01];

    public byte[] Encode() => Body?.ToByteArray() ?? _garbage;
}
