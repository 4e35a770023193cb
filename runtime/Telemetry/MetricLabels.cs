namespace Tocsin.Runtime.Telemetry;

/// <summary>All labels there are. None of them ever holds the name of an entity, a metric or a rule.</summary>
internal static class MetricLabels
{
    public const string Stage = "stage";

    public const string Partition = "partition";

    public const string Reason = "reason";

    public const string Transition = "transition";

    public const string State = "state";

    public const string Result = "result";

    public const string Receiver = "receiver";

    public const string Status = "status";
}
