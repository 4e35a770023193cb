using System.CommandLine;
using System.Security.Cryptography;
using Tocsin.Cli.Acting;
using Tocsin.Cli.Alarms;
using Tocsin.Converge.Shields;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary><c>tocsin silence add</c>: says what it would mute, asks if that is much, and publishes the silence.</summary>
internal static class AddCommand
{
    private const int IdCharacters = 8;
    private const int MaxLines = 20;

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var match = new MatchOptions();
        var active = new ActiveOptions(TimeProvider.System);
        var comment = new Option<string>("--comment") { Description = "Why; who is missing an alarm reads it", Required = true };
        var by = ByOption.Create();
        var since = new SinceOption("Counts as active the alarms that said something not earlier than this", AlarmLog.Back, TimeProvider.System);
        var yes = new Option<bool>("--yes", "-y") { Description = "Doesn't ask, however much it mutes" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what it would mute" };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "add",
            "Adds a silence: alarms that match aren't told while it is active, and get a record that says so. A recovery is still told of what was told before. "
                + "Shows what it would mute now, and asks if that is more than a fifth of what is active. Exit code: 0 added; 1 not added; 2 wrong usage.",
            ("a host that is being repaired", "tocsin silence add --attribute host=db-7 --for 2h --comment \"new disks\""),
            ("every Sunday night", "tocsin silence add --rule 'backup_*' --weekly \"sun 02:00-04:00\" --zone Asia/Shanghai --comment \"backups\""),
            ("what it would mute", "tocsin silence add --tag level=WARNING --entity 'checkout*' --until 2026-12-01T06:00 --comment release --dry-run"))
        {
            comment, by, yes, dryRun, output,
        };
        match.AddTo(command);
        active.AddTo(command);
        since.AddTo(command);
        kafka.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            var shield = new Shield { Match = match.Read(result), Comment = result.GetRequiredValue(comment), By = result.GetRequiredValue(by) };
            active.Set(shield, result);
            using var shields = new ShieldsTopic(client, topics, TimeProvider.System);
            var muting = Muting.Read(client, topics, since.Of(result), shield.Match.Policies.Count > 0);
            var isJson = result.GetRequiredValue(output) == OutputOption.Json;
            return new Adding(shields, shield, muting, isJson, terminal).Run(result.GetValue(dryRun), result.GetValue(yes), stop);
        }, CancellationToken.None));
        return command;
    }

    /// <summary>More than this part of what is active is asked about.</summary>
    internal static bool IsMuch(int muted, int active) => muted * 5 > active;

    private sealed class Adding(ShieldsTopic shields, Shield shield, Muting muting, bool isJson, Terminal terminal)
    {
        private readonly List<AlarmMessage> _muted = muting.Of(shield);

        public int Run(bool isDryRun, bool isAgreed, CancellationToken stop)
        {
            ActionWriter.ThrowIfRefused(new ActionRecord { Shield = new Shield(shield) { Id = "new" } });
            if (!isJson)
            {
                Tell();
            }

            if (!isDryRun)
            {
                if (!isAgreed && IsMuch(_muted.Count, muting.Alarms.Count) && !IsAgreed(stop))
                {
                    return ExitCode.Problems;
                }

                shields.Publish(all => [WithId(all)]);
            }

            Report();
            return ExitCode.Fine;
        }

        private void Tell()
        {
            foreach (var alarm in _muted.Take(MaxLines))
            {
                terminal.Out.WriteLine(ShortAlarm.Of(alarm, terminal));
            }

            if (_muted.Count > MaxLines)
            {
                terminal.Out.WriteLine($"... and {_muted.Count - MaxLines} more");
            }

            terminal.Out.WriteLine($"It is for {_muted.Count} of {Plural.Of(muting.Alarms.Count, "active alarm")} (of those that said something since {LogTime.Text(muting.SinceMs)}Z): {OneLine.Of(MatchText.Of(shield.Match))}");
        }

        /// <summary>A program can't be asked: it says beforehand that it may be much.</summary>
        private bool IsAgreed(CancellationToken stop) => !isJson
            ? Question.Ask(terminal, "That is more than a fifth of them. Add it?", "not added", stop)
            : throw new StageFailureException($"not added: it would mute {_muted.Count} of {Plural.Of(muting.Alarms.Count, "active alarm")}, more than a fifth; --yes adds it nevertheless");

        /// <summary>Kept once it is chosen, should it be published again.</summary>
        private Shield WithId(IReadOnlyDictionary<string, Shield> all)
        {
            while (shield.Id.Length == 0 || all.TryGetValue(shield.Id, out var other) && !other.Equals(shield))
            {
                shield.Id = RandomNumberGenerator.GetHexString(IdCharacters, lowercase: true);
            }

            return shield;
        }

        private void Report()
        {
            if (isJson)
            {
                JsonOutput.Write(terminal.Out, new
                {
                    Id = shield.Id.Length > 0 ? shield.Id : null,
                    Silence = ShieldReport.Of(shield, _muted.Count, shield.CreatedMs),
                    Active = muting.Alarms.Count,
                    Since = IsoTime.Text(muting.SinceMs),
                    Alarms = _muted.Select(AlarmReport.Of),
                });
            }
            else if (shield.Id.Length > 0)
            {
                terminal.Out.WriteLine($"{terminal.Bold(shield.Id)} added: {ShieldLine.When(shield)}. 'tocsin silence expire {shield.Id}' ends it");
            }
        }
    }
}
