using System.Globalization;
using Tocsin.Cli.Auditing;
using Tocsin.Cli.Tailing;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Cli.States;

/// <summary>What a saved state says of a rule and entity, for people.</summary>
internal sealed class StateText(ShownState shown, Terminal terminal)
{
    public void Write()
    {
        if (shown.Outcome == StateOutcome.Found)
        {
            foreach (var (partition, entity) in shown.Found)
            {
                Write(partition, entity);
            }

            return;
        }

        terminal.Out.WriteLine(Why());
        foreach (var (partition, entity) in shown.Found)
        {
            terminal.Out.WriteLine(Line($"  {Kind(entity)}  {OneLine.Of(entity.Name)}  id {OneLine.Of(Id(entity))}  partition {partition.Partition}"));
        }

        if (shown.Outcome != StateOutcome.Ambiguous)
        {
            WriteSearched();
        }
    }

    private string Why() => shown.Outcome switch
    {
        StateOutcome.Ambiguous => Line($"ambiguous: several entities are called {OneLine.Of(shown.Entity)}; give one's id, or --scope"),
        StateOutcome.NothingSaved => $"nothing-saved: there is no state in {shown.Topic} yet",
        StateOutcome.NoSuchRule => $"no-such-rule: no rules that a state was saved under have a rule {OneLine.Of(shown.Rule)}",
        StateOutcome.NoSuchEntity => $"no-such-entity: no partition knows {OneLine.Of(shown.Entity)}: it never sent what a rule asks for, or was forgotten since",
        _ => $"no-window: {OneLine.Of(shown.Entity)} is known, but nothing is remembered of it for {OneLine.Of(shown.Rule)}",
    };

    private void WriteSearched()
    {
        terminal.Out.WriteLine($"searched in {shown.Topic}:");
        foreach (var partition in shown.Searched)
        {
            terminal.Out.WriteLine(partition.Checkpoint is null ? Line($"  partition {partition.Partition}: no state")
                : Line($"  partition {partition.Partition}: {partition.Entities} {(partition.Entities == 1 ? "entity" : "entities")} up to offset {partition.Checkpoint} of {partition.End}, rules {partition.RuleVersion}"));
        }
    }

    private void Write(SavedPartition partition, KeptEntity entity)
    {
        terminal.Out.WriteLine($"{terminal.Bold(OneLine.Of(entity.Name))}  {Kind(entity)}  id {OneLine.Of(Id(entity))}{Attributes(entity)}");
        terminal.Out.WriteLine(Line($"  partition {partition.Partition}, saved at offset {partition.Checkpoint} of {partition.End}, rules {partition.RuleVersion}"));
        terminal.Out.WriteLine($"  clock {LogTime.Text(partition.ClockMs)}, checked up to {LogTime.Text(partition.CheckedUntilMs)}, last sample after {LogTime.Text(entity.LastSeenMs)}");
        foreach (var subject in entity.Subjects)
        {
            Write(subject);
        }
    }

    private void Write(KeptSubject subject)
    {
        if (subject.Window is { } window)
        {
            terminal.Out.WriteLine($"{terminal.Bold(OneLine.Of(subject.RuleName))}: {ConditionText.Of(window.Rule)}");
            terminal.Out.WriteLine(Line($"  window   {window.Matched} of {window.Rule.PeriodMinutes} minutes matched at the last check; newest {Newest(window)}"));
            foreach (var minute in window.Minutes)
            {
                terminal.Out.WriteLine($"    {LogTime.Text(minute.MinuteMs)}  {terminal.Red("matches")}  {(minute.Value is null ? "(the value is no longer needed)" : ObservedText.Plain(minute.Value))}");
            }
        }
        else
        {
            terminal.Out.WriteLine($"{terminal.Bold(OneLine.Of(subject.RuleName))}: composite");
        }

        Write(subject.Cycle ?? new(0, 0, false, null), subject.Window?.Rule);
    }

    private void Write(KeptCycle cycle, Rule? rule)
    {
        terminal.Out.WriteLine($"  silence  {(cycle.SilentChecksLeft > 0 ? $"for {Plural.Of(cycle.SilentChecksLeft, "more check")}" : "none")}");
        terminal.Out.WriteLine(cycle.Episode is { } episode
            ? $"  episode  {episode.Id}, since {LogTime.Text(episode.StartMs)}, {Plural.Of(episode.Records, "record")}{(episode.Text is null ? "" : $": {OneLine.Of(episode.Text)}")}"
            : "  episode  none is open");
        if (cycle.Episode is not null)
        {
            var needed = rule is null ? "" : Line($" of {rule.Announcement.RecoveryObservationPeriod + 1}");
            terminal.Out.WriteLine(Line($"  recovery {cycle.CalmChecks}{needed} checks in a row counted towards it"));
        }

        if (cycle.NoDataTold)
        {
            terminal.Out.WriteLine("  no data  was told, and none has come since");
        }
    }

    private static string Newest(KeptWindow window) => window.NewestMs is not { } newestMs ? "none"
        : $"{LogTime.Text(newestMs)}{(window.Latest is null ? "" : $" {ObservedText.Plain(window.Latest)}")}";

    private static string Kind(KeptEntity entity) => EnumWord.Of((Scope)entity.Scope);

    private static string Id(KeptEntity entity) => entity.Id1.Length > 0 ? $"{entity.Id0} to {entity.Id1}" : entity.Id0;

    private static string Attributes(KeptEntity entity) => string.Concat(entity.Attributes.Select(attribute => $"  {OneLine.Of(attribute.Key)}={OneLine.Of(attribute.Value)}"));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
