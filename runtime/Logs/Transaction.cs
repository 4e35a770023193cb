using Tocsin.Runtime.Stages;
using Tocsin.Runtime.State;

namespace Tocsin.Runtime.Logs;

/// <summary>What is written together or not at all.</summary>
/// <param name="Outputs">The outputs, in order.</param>
/// <param name="State">State records by input partition, in order.</param>
/// <param name="Positions">For each input partition the first offset that is not yet processed.</param>
internal sealed record Transaction(
    IReadOnlyList<OutputRecord> Outputs,
    IReadOnlyList<(int Partition, StateRecord Record)> State,
    IReadOnlyDictionary<int, long> Positions);
