using Tocsin.Engine.Detection;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>A rejection and the record that caused it.</summary>
internal sealed record ArrivedRejection(long AtMs, MetricRecord Record, Rejection Rejection)
{
    /// <summary>Null if the record isn't about a sample.</summary>
    public Sample? Sample => Record.Sample;
}
