using System.CommandLine;
using Tocsin.Cli.Provisioning;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Cli.DeadLetters;

/// <summary><c>tocsin dlq redrive</c>: says what would go back, asks, and sends it.</summary>
internal static class RedriveCommand
{
    private const int DefaultRate = 100;

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var filter = new LetterOptions();
        var places = Place.Argument(ArgumentArity.ZeroOrMore);
        var all = new Option<bool>("--all") { Description = "All that the filters let pass" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what would go" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Doesn't ask" };
        var force = new Option<bool>("--force") { Description = "Also what is delivered, waits again or was redriven before: it goes twice" };
        var rate = CreateCommand.Positive("--rate", $"At most so many a second [default: {DefaultRate}]");
        var command = new TocsinCommand(
            "redrive",
            "Sends dead letters on their way again: deliveries to their receiver, anything else to where it came from. What isn't dead any more is skipped.",
            ("two of the list", "tocsin dlq redrive 0@12 0@15"),
            ("what would go once a receiver is well again", "tocsin dlq redrive --all --receiver slack.ops --since 1d --dry-run"),
            ("from a script, gently", "tocsin dlq redrive --all --stage deliver --yes --rate 5"))
        {
            places, all, dryRun, yes, force, rate,
        };
        filter.AddTo(command);
        kafka.AddTo(command);
        command.Validators.Add(result =>
        {
            var named = result.GetResult(places) is { Tokens.Count: > 0 };
            if (named == (result.GetResult(all) is not null))
            {
                result.AddError(named ? "either places or --all, not both" : "what to redrive? Name places as 'tocsin dlq list' shows them, or --all");
            }
        });
        command.SetAction((result, stop) => Task.Run(() =>
        {
            var named = result.GetValue(places) ?? [];
            if (named.Length > 0 && filter.AnyGiven(result))
            {
                throw new StageFailureException("filters belong to --all; what is named by its place goes without");
            }

            var redriving = new Redriving(kafka.Client(result), kafka.Topics(result), result.GetValue(force), result.GetValue(rate) ?? DefaultRate, terminal);
            Func<Letter, bool> isWanted = named.Length > 0 ? letter => named.Contains(letter.Place) : filter.Filter(result).Passes;
            return redriving.Run(named, isWanted, result.GetValue(dryRun), result.GetValue(yes), stop);
        }, CancellationToken.None));
        return command;
    }

    private sealed class Redriving(ClientSettings client, Topics topics, bool isForced, int perSecond, Terminal terminal)
    {
        public int Run(IReadOnlyList<Place> named, Func<Letter, bool> isWanted, bool isDryRun, bool isAgreed, CancellationToken stop)
        {
            // Before anything is read: whoever redrives at the same time can't write any more.
            using var redriver = isDryRun ? null : new Redriver(client, topics, perSecond);
            var letters = Letters.Read(client, topics, isWanted, withContent: true);
            ThrowIfMissing(named, letters);
            using var ledger = new Ledger(client, topics, letters);
            var plan = Plan(letters, ledger);
            if (redriver is null || plan.Going.Count == 0)
            {
                RedriveText.WritePlan(plan, terminal);
                return CodeOf(plan);
            }

            if (!isAgreed)
            {
                RedriveText.WritePlan(plan, terminal);
                if (!Ask(stop))
                {
                    return ExitCode.Problems;
                }

                // Much may have happened while nobody answered.
                ledger.Refresh();
                plan = Plan(letters, ledger);
            }

            return Send(redriver, plan, stop);
        }

        private RedrivePlan Plan(IReadOnlyList<Letter> letters, Ledger ledger)
        {
            using var cluster = new Cluster(client);
            var partitions = cluster.PartitionsOf(letters.Select(letter => letter.Note?.Topic).OfType<string>().Distinct());
            return new RedrivePlanner(topics, ledger.Table, partitions, isForced, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).Plan(letters);
        }

        private int Send(Redriver redriver, RedrivePlan plan, CancellationToken stop)
        {
            try
            {
                redriver.Run(plan.Going, stop);
                return redriver.Went == plan.Going.Count ? CodeOf(plan) : ExitCode.Problems;
            }
            catch (FencedException)
            {
                throw new StageFailureException("another redrive began after this one, so this one ends here. Look at 'tocsin dlq list' and try again");
            }
            finally
            {
                RedriveText.WriteOutcome(plan, redriver.Went, terminal);
            }
        }

        private void ThrowIfMissing(IReadOnlyList<Place> named, List<Letter> letters)
        {
            var missing = named.Except(letters.Select(letter => letter.Place)).ToList();
            if (missing.Count > 0)
            {
                throw new StageFailureException($"there is no dead letter {string.Join(", ", missing)} in {topics.DeadLetters}; nothing was redriven");
            }
        }

        private bool Ask(CancellationToken stop)
        {
            terminal.Out.Write("Redrive them? [y/N] ");
            terminal.Out.Flush();
            var answer = terminal.In.ReadLine();
            stop.ThrowIfCancellationRequested();
            if (answer is not ("y" or "Y" or "yes"))
            {
                terminal.Out.WriteLine(answer is null ? "Nobody answers: nothing was redriven. --yes doesn't ask." : "Nothing was redriven.");
                return false;
            }

            return true;
        }

        private static int CodeOf(RedrivePlan plan) => plan.IsFine ? ExitCode.Fine : ExitCode.Problems;
    }
}
