namespace Tocsin.Engine.Samples;

public enum RecordKind
{
    /// <summary>The bytes aren't a MetricRecord.</summary>
    Malformed,

    /// <summary>A MetricRecord with no body this version knows.</summary>
    Empty,

    /// <summary>A sample or a batch.</summary>
    Samples,
    Tick,
    Activation,
}

