using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.DeadLetters;

/// <summary>A dead letter that goes back.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Record">What goes back.</param>
/// <param name="Partition">Where to; -1 leaves it to the key.</param>
/// <param name="Note">What the records topic then says of it, so that it doesn't go twice.</param>
internal sealed record Redrive(Letter Letter, OutputRecord Record, int Partition, OutputRecord Note);
