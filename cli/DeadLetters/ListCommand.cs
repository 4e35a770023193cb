using System.CommandLine;
using Tocsin.Cli.Provisioning;

namespace Tocsin.Cli.DeadLetters;

/// <summary><c>tocsin dlq list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var filter = new LetterOptions();
        var count = CreateCommand.Positive("--count", "Only the newest so many lines; totals are those of all");
        count.Aliases.Add("-n");
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "list",
            "Lists dead letters, the newest last: what it is about, what was wrong, and what became of it since.",
            ("the newest twenty", "tocsin dlq list -n 20"),
            ("what one receiver was not told in the last two hours", "tocsin dlq list --receiver slack.ops --since 2h"),
            ("for programs", "tocsin dlq list --stage deliver -o json | jq '.letters[] | select(.status == \"dead\") | .place'"))
        {
            count, output,
        };
        filter.AddTo(command);
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            var letters = Letters.Read(client, topics, filter.Filter(result).Passes, withContent: false);
            using var ledger = new Ledger(client, topics, letters);
            var told = letters.ConvertAll(letter => (letter, ledger.Table.StatusOf(letter)));
            Write(told, result.GetValue(count) ?? int.MaxValue, result.GetRequiredValue(output) == OutputOption.Json, terminal);
            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    internal static void Write(IReadOnlyList<(Letter Letter, LetterStatus Status)> letters, int count, bool isJson, Terminal terminal)
    {
        var totals = LetterTotals.Of(letters);
        var newest = letters.Skip(Math.Max(0, letters.Count - count));
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, new { Letters = newest.Select(each => LetterReport.Of(each.Letter, each.Status)), Totals = totals });
            return;
        }

        foreach (var (letter, status) in newest)
        {
            terminal.Out.WriteLine(LetterLine.Of(letter, status, terminal));
        }

        LetterTotals.Write(terminal, totals);
    }
}
