using Tocsin.Cli.Templates;

namespace Tocsin.Cli.Receivers;

/// <summary>What came of a test of a receiver, as JSON.</summary>
internal sealed record TestReport(string Receiver, string Verdict, string Reason, string Detail, int Status, long DurationMs, string Warning, IReadOnlyList<PreviewReport> Requests);
