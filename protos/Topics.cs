namespace Tocsin.Protos;

/// <summary>The names of the topics. All of them begin with the prefix, which separates installations that share a cluster.</summary>
public sealed record Topics(string Prefix = "tocsin")
{
    public string Metrics => $"{Prefix}.metrics.v1";

    public string Alarms => $"{Prefix}.alarms.v1";

    public string Rules => $"{Prefix}.rules.v1";

    /// <summary>What is to be told to whom, keyed by receiver.</summary>
    public string Deliveries => $"{Prefix}.deliveries.v1";

    /// <summary>Signals, requests for packages and all that happens to them, keyed by what decides about them together.</summary>
    public string Actions => $"{Prefix}.actions.v1";

    /// <summary>What to execute now.</summary>
    public string Commands => $"{Prefix}.commands.v1";

    /// <summary>What is not to be told for a while, by id.</summary>
    public string Shields => $"{Prefix}.shields.v1";

    /// <summary>The ledger: what became of every delivery and of every request.</summary>
    public string Records => $"{Prefix}.records.v1";

    public string DeadLetters => $"{Prefix}.dead-letters.v1";

    /// <summary>The changelog of a stage, with as many partitions as the stage's input.</summary>
    public string State(string stage) => $"{Prefix}.{stage}.state.v1";
}
