using System.CommandLine;
using System.Text;
using Tocsin.Cli.Acting;
using Tocsin.Cli.Records;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Packages;

/// <summary><c>tocsin run</c>: runs a package by hand.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan _slack = TimeSpan.FromSeconds(60);

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var package = new Argument<string>("PACKAGE") { Description = "Its name, as 'tocsin packages' shows it" };
        var target = new RunTarget();
        var receiver = new Option<string?>("--receiver") { Description = "Who is told, such as slack.ops; for notifications, which have no receiver of their own" };
        var policies = new PolicyFiles();
        var by = ByOption.Create();
        var wait = WaitOption.Create("Waits until it has ended");
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "run",
            "Runs a package by hand: no defense stands in its way, and it isn't counted. Prints the id of its processing record. Exit code: 0 asked for, with --wait succeeded; 1 not; 2 wrong usage.",
            ("tells somebody else of an alarm", "tocsin run notify-firing --alarm 1f2e3d4c --receiver slack.dba"),
            ("a package of the policies, for the one active alarm of an entity", "tocsin run clean-disk --entity db-7 --policies policies.yml --wait"))
        {
            package, receiver, by, wait, output,
        };
        target.AddTo(command);
        policies.AddTo(command);
        kafka.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            if (policies.Read(result, terminal) is not { } book)
            {
                return ExitCode.Problems;
            }

            var found = Find(book, result.GetRequiredValue(package), policies.Path(result));
            var run = Run(found, target.Find(result, client, topics), result.GetValue(receiver), result.GetRequiredValue(by));
            using var ledger = new Ledger(client, topics, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (long)_slack.TotalMilliseconds);
            using var writer = new ActionWriter(client, topics);
            writer.Write((Encoding.UTF8.GetBytes(RecordId.Of(run)), new ActionRecord { ManualRun = run }));
            return new RunReport(run, result.GetRequiredValue(output) == OutputOption.Json, terminal)
                .Write(result.GetValue(wait) ? () => Wait(ledger, run, stop) : null);
        }, CancellationToken.None));
        return command;
    }

    /// <exception cref="StageFailureException">It can't be run so.</exception>
    internal static ManualRun Run(Package package, AlarmMessage? alarm, string? receiver, string by)
    {
        var who = receiver ?? package.Receiver;
        if (package.Type is PackageType.Notification && who.Length == 0)
        {
            throw new StageFailureException($"package {package.Name} tells somebody: say whom with --receiver, such as slack.ops");
        }

        if (package.Type is PackageType.Notification or PackageType.Callback && alarm is null)
        {
            throw new StageFailureException($"package {package.Name} tells of an alarm: say of which with --alarm, or --entity or --rule");
        }

        return new ManualRun
        {
            Id = Guid.NewGuid().ToString(),
            Business = alarm?.Attributes.TryGetValue("business", out var business) == true ? business : "",
            Package = package.Name,
            Type = package.Type,
            Receiver = who,
            Alarm = alarm,
            By = by,
            TimeoutSeconds = package.TimeoutSeconds,
            Retries = package.Retries,
        };
    }

    private static Package Find(PolicyBook book, string name, string? path)
    {
        List<string> known = [.. book.Packages.Select(package => package.Name)];
        var package = book.Find(name) ?? throw new StageFailureException(path is null
            ? $"there is no built-in package '{OneLine.Of(name)}', only {string.Join(", ", known)}; --policies names the file of others"
            : $"there is no package '{OneLine.Of(name)}' in {path}{Spelling.Hint(name, known)}");
        return package.IsEnabled ? package : throw new StageFailureException($"package {package.Name} is disabled in {path}");
    }

    /// <summary>Its newest state once it has ended, or when it should have; null if there is none.</summary>
    private static ProcessingRecord? Wait(Ledger ledger, ManualRun run, CancellationToken stop)
    {
        var id = RecordId.Of(run);
        var seen = RecordWait.For(ledger, id, _ => true, _slack, stop);
        return seen is null or { EndedMs: > 0 } ? seen : RecordWait.For(ledger, id, record => record.EndedMs > 0, TimeSpan.FromSeconds(run.TimeoutSeconds) + _slack, stop) ?? seen;
    }
}
