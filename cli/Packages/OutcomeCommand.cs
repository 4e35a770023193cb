using System.CommandLine;
using Tocsin.Cli.Acting;
using Tocsin.Cli.Records;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Packages;

/// <summary><c>tocsin outcome</c>: tells how a package has ended, for executors without a Kafka client and for people who did it by hand.</summary>
internal static class OutcomeCommand
{
    private const string ByHand = "by-hand";

    /// <summary>Longer than a package may run.</summary>
    private static readonly TimeSpan _back = TimeSpan.FromDays(2);

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var id = new Argument<string>("RECORD") { Description = "The processing record, or the beginning of its id" };
        var outcome = new Argument<string>("RESULT") { Description = string.Join(", ", EnumWord.All<OutcomeResult>()) };
        outcome.AcceptOnlyFromAmong(EnumWord.All<OutcomeResult>());
        var reason = new Option<string?>("--reason") { Description = $"One word to count by, such as exit-1 [default: {ByHand}]" };
        reason.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value is var word && (word.Length == 0 || word.Any(char.IsWhiteSpace)))
            {
                result.AddError($"--reason '{word}' isn't one word; --detail takes sentences");
            }
        });
        var detail = new Option<string?>("--detail") { Description = "What happened [default: who told it]" };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "outcome",
            "Tells how a package that runs has ended. Exit code: 0 told; 1 there is no such record, or it doesn't run; 2 wrong usage.",
            ("what runs", "tocsin records list --status running"),
            ("from a script that cleaned a disk", "tocsin outcome 1f2e3d4c success --reason exit-0 --detail \"12 GB freed\""))
        {
            id, outcome, reason, detail, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            using var ledger = new Ledger(client, topics, nowMs - (long)_back.TotalMilliseconds);
            var record = RecordSearch.Find(ledger, result.GetRequiredValue(id));
            ThrowIfNotRunning(record);
            var told = new Outcome
            {
                RecordId = record.Id,
                Result = EnumWord.Find<OutcomeResult>(result.GetRequiredValue(outcome))!.Value,
                Reason = result.GetValue(reason) ?? ByHand,
                Detail = result.GetValue(detail) ?? $"told by {Environment.UserName}",
                Attempts = 1,
                StartedMs = record.StartedMs,
                DurationMs = Math.Max(0, nowMs - record.StartedMs),
            };
            using var writer = new ActionWriter(client, topics);
            writer.Write((record.Key.ToByteArray(), new ActionRecord { Outcome = told }));
            if (result.GetRequiredValue(output) == OutputOption.Json)
            {
                JsonOutput.Write(terminal.Out, new { told.RecordId, Result = EnumWord.Of(told.Result), told.Reason, told.Detail, told.DurationMs });
            }
            else
            {
                terminal.Out.WriteLine($"{record.Id}: {OneLine.Of(ActionText.Package(record.Package, record.Receiver))} ended with {OneLine.Of(ActionText.Of(told))}");
            }

            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    private static void ThrowIfNotRunning(ProcessingRecord record)
    {
        if (record.Status != ProcessingStatus.Running)
        {
            throw new StageFailureException($"record {record.Id} doesn't run: it is {ProcessingWord.Of(record.Status)} ({RecordTable.Reason(record)}); what is told of it now would change nothing");
        }

        if (record.Key.IsEmpty)
        {
            throw new StageFailureException($"record {record.Id} doesn't say under which key its outcome is expected: it was written by an older program");
        }
    }
}
