using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Mqe;

/// <summary>What an expression says in the words of a classic rule.</summary>
internal sealed record MqeRule(MqeMetric Metric, Comparison Op, string Threshold, int Count)
{
    public ImmutableArray<string> Labels => Metric.Labels;
}
