using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Cli.Records;
using Tocsin.V1;

namespace Tocsin.Cli.Approving;

/// <summary>What an answer did.</summary>
/// <param name="answer">The answer.</param>
/// <param name="asked">The record when it was answered.</param>
/// <param name="by">Who answered.</param>
/// <param name="hasWaited">Whether the record was looked at again.</param>
/// <param name="seen">The record with an answer; null if none was seen.</param>
internal sealed class AnswerReport(Answer answer, ProcessingRecord asked, string by, bool hasWaited, ProcessingRecord? seen)
{
    public int Write(bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { RecordId = asked.Id, Answer = answer.Done, By = by, Counted = seen is null ? (bool?)null : HasCounted(seen), Record = seen is null ? null : JsonNode.Parse(JsonFormatter.Default.Format(seen)) });
        }
        else
        {
            terminal.Out.WriteLine($"{answer.Done} {asked.Id}: {OneLine.Of(asked.Package)} of policy {OneLine.Of(asked.Policy)}, for {OneLine.Of(asked.RuleName)} of {terminal.Bold(OneLine.Of(asked.Name))}");
            if (hasWaited)
            {
                terminal.Out.WriteLine(Outcome(terminal));
            }
        }

        return !hasWaited || (seen is not null && HasCounted(seen)) ? ExitCode.Fine : ExitCode.Problems;
    }

    private string Outcome(Terminal terminal) =>
        seen is null ? "the record doesn't show an answer yet: is Converge running?"
        : HasCounted(seen) ? $"the record is {ProcessingWord.Painted(seen.Status, terminal).TrimEnd()} now"
        : seen.AnsweredMs > 0 ? $"{OneLine.Of(seen.AnsweredBy)} had answered before, so that counts: the record is {ProcessingWord.Painted(seen.Status, terminal).TrimEnd()} ({OneLine.Of(seen.Reason)})"
        : $"it had ended before: the record is {ProcessingWord.Painted(seen.Status, terminal).TrimEnd()} ({OneLine.Of(seen.Reason)})";

    private bool HasCounted(ProcessingRecord now) => now.AnsweredMs > 0 && now.AnsweredBy == by && now.Reason == "refused" != answer.IsYes;
}
