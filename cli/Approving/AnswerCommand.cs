using System.CommandLine;
using Tocsin.Cli.Acting;
using Tocsin.Cli.Records;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Approving;

/// <summary><c>tocsin approve</c> and <c>tocsin reject</c>: answers a request for approval.</summary>
internal static class AnswerCommand
{
    /// <summary>Longer than a record can wait for an answer and its package's end.</summary>
    private static readonly TimeSpan _back = TimeSpan.FromDays(2);

    public static Command Approve(Terminal terminal) => Create(
        new Answer("approve", "approved", IsYes: true),
        "Lets a package run that waits for approval. The first answer counts, whichever way it comes. Exit code: 0 answered; 1 there is no such record, or it doesn't wait; 2 wrong usage.",
        terminal);

    public static Command Reject(Terminal terminal) => Create(
        new Answer("reject", "rejected", IsYes: false),
        "Says no to a package that waits for approval: it doesn't run. The first answer counts, whichever way it comes. Exit code: 0 answered; 1 there is no such record, or it doesn't wait; 2 wrong usage.",
        terminal);

    private static TocsinCommand Create(Answer answer, string description, Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var id = new Argument<string>("RECORD") { Description = "The processing record, or the beginning of its id" };
        var comment = new Option<string?>("--comment") { Description = "Why; stands in the record" };
        var by = ByOption.Create();
        var wait = WaitOption.Create("Waits until the record shows the answer");
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            answer.Name,
            description,
            ("what waits for an answer", "tocsin records list --status approval"),
            ("one of them", $"tocsin {answer.Name} 1f2e3d4c --comment \"{(answer.IsYes ? "disk is really full" : "being repaired by hand")}\""))
        {
            id, comment, by, wait, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            using var ledger = new Ledger(client, topics, (TimeProvider.System.GetUtcNow() - _back).ToUnixTimeMilliseconds());
            var record = RecordSearch.Find(ledger, result.GetRequiredValue(id));
            ThrowIfNotAsked(record);
            using var writer = new ActionWriter(client, topics);
            writer.Write((record.Key.ToByteArray(), answer.To(record, result.GetRequiredValue(by), result.GetValue(comment) ?? "")));
            var seen = result.GetValue(wait) ? RecordWait.For(ledger, record, now => now.AnsweredMs > 0 || now.EndedMs > 0, stop) : null;
            return new AnswerReport(answer, record, result.GetRequiredValue(by), result.GetValue(wait), seen).Write(result.GetRequiredValue(output) == OutputOption.Json, terminal);
        }, CancellationToken.None));
        return command;
    }

    private static void ThrowIfNotAsked(ProcessingRecord record)
    {
        if (record.Status != ProcessingStatus.WaitingForApproval)
        {
            var asked = record.AnsweredMs > 0 ? $"{OneLine.Of(record.AnsweredBy)} answered {LogTime.Text(record.AnsweredMs)}Z"
                : record.AskedMs > 0 ? "nobody answered"
                : "nobody was asked";
            throw new StageFailureException($"record {record.Id} doesn't wait for approval: it is {ProcessingWord.Of(record.Status)} ({record.Reason}); {asked}");
        }

        if (record.Key.IsEmpty)
        {
            throw new StageFailureException($"record {record.Id} doesn't say under which key its answer is expected: it was written by an older program");
        }
    }
}
