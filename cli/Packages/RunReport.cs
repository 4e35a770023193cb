using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Cli.Acting;
using Tocsin.Cli.Records;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Cli.Packages;

/// <summary>What became of a run by hand.</summary>
internal sealed class RunReport(ManualRun run, bool isJson, Terminal terminal)
{
    /// <param name="wait">Gives the record when it has ended; null if nobody waits.</param>
    public int Write(Func<ProcessingRecord?>? wait)
    {
        var about = run.Alarm is { } alarm ? $" for {OneLine.Of(alarm.RuleName)} of {terminal.Bold(OneLine.Of(alarm.Name))}" : "";
        if (!isJson)
        {
            terminal.Out.WriteLine($"asked for {OneLine.Of(ActionText.Package(run.Package, run.Receiver))}{about}: record {RecordId.Of(run)}");
        }

        var seen = wait?.Invoke();
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { RecordId = RecordId.Of(run), RunId = run.Id, Record = seen is null ? null : JsonNode.Parse(JsonFormatter.Default.Format(seen)) });
        }
        else if (wait is not null)
        {
            terminal.Out.WriteLine(seen is null ? "there is no record of it yet: is Converge running?"
                : $"{ProcessingWord.Painted(seen.Status, terminal).TrimEnd()}, {OneLine.Of(RecordTable.Reason(seen))}{(seen.Detail.Length > 0 ? $": {OneLine.Of(seen.Detail)}" : "")}");
        }

        return wait is null || seen is { Status: ProcessingStatus.Success } ? ExitCode.Fine : ExitCode.Problems;
    }
}
