namespace Tocsin.TopologyTests.Cases;

/// <summary>The first record two runs disagree about, and how.</summary>
internal sealed record Difference(int RecordIndex, string Text);
