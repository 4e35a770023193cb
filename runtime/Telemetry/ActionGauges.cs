namespace Tocsin.Runtime.Telemetry;

/// <summary>What one partition of the actions topic is like at present.</summary>
/// <param name="Open">Records that run or wait.</param>
/// <param name="Groups">Groups that a request can join.</param>
/// <param name="Active">Episodes that go on and that nobody has acknowledged.</param>
/// <param name="Acknowledged">Episodes that go on and that somebody has acknowledged.</param>
/// <param name="Shields">Shields that are not over.</param>
/// <param name="Circuits">Circuits of the storm guard that are open.</param>
public readonly record struct ActionGauges(long Open, long Groups, long Active, long Acknowledged, long Shields, long Circuits);
