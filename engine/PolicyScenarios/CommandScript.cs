using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Executes commands as a test says: who is told of what, and what comes back when.</summary>
internal sealed class CommandScript(PolicyScenario scenario, Router router, MessageRendering rendering)
{
    private readonly Dictionary<CommandPattern, int> _used = new(ReferenceEqualityComparer.Instance);

    public List<ToldMessage> Messages { get; } = [];

    /// <summary>The record that comes back, and when; null if none does.</summary>
    public (long AtMs, ActionRecord Record)? Execute(ActionCommand command, long atMs)
    {
        switch (command.CommandCase)
        {
            case ActionCommand.CommandOneofCase.RunPackage:
                return Run(command, command.RunPackage, atMs);
            case ActionCommand.CommandOneofCase.SendSummary:
                return Send(command, command.SendSummary, atMs);
            case ActionCommand.CommandOneofCase.AskApproval:
                return Ask(command, command.AskApproval, atMs);
            default:
                return null;
        }
    }

    private (long, ActionRecord)? Run(ActionCommand command, RunPackage run, long atMs)
    {
        if (run.Type is PackageType.Notification or PackageType.Callback)
        {
            var alarm = run.Alarm ?? ByHand(command, run);
            var why = !router.HasReceiver(run.Receiver) ? "no-receiver" : run.Type == PackageType.Callback ? null : rendering.WhyUntold(run.Receiver, alarm);
            if (why is not null)
            {
                return Untold(command, why, atMs);
            }

            Tell(run.Receiver, [alarm], new Errand { RecordId = command.RecordId, Policy = run.Policy, Package = run.Package, Level = run.Level, Cause = run.Cause }, atMs);
        }

        return Outcome(command, (run.Package, run.Policy, run.Receiver, run.Alarm), atMs);
    }

    /// <summary>Who can't be told of several alarms at once is told of each.</summary>
    private (long, ActionRecord)? Send(ActionCommand command, SendSummary send, long atMs)
    {
        if (!router.HasReceiver(send.Receiver))
        {
            return Untold(command, "no-receiver", atMs);
        }

        ImmutableArray<AlarmMessage> told = [.. send.Alarms.Where(alarm => rendering.WhyUntold(send.Receiver, alarm) is null)];
        if (told.IsEmpty)
        {
            return Untold(command, rendering.WhyUntold(send.Receiver, send.Alarms[0])!, atMs);
        }

        var errand = new Errand { RecordId = command.RecordId, Policy = send.Policy, Package = send.Package, Level = send.AlarmLevel };
        if (ReceiverName.TakesDigests(send.Receiver))
        {
            errand.Summary = new Summary { Level = send.Level, Alarms = { told }, More = send.More };
            Tell(send.Receiver, told, errand, atMs);
        }
        else
        {
            told.ToList().ForEach(alarm => Tell(send.Receiver, [alarm], errand, atMs));
        }

        return Outcome(command, (send.Package, send.Policy, send.Receiver, null), atMs);
    }

    private (long, ActionRecord)? Ask(ActionCommand command, AskApproval ask, long atMs)
    {
        var question = new Question { Sentence = ask.Sentence, AskedMs = command.TimeMs, UntilMs = command.DeadlineMs };
        foreach (var receiver in ask.Approvers.SelectMany(approver => router.ReceiversOf(approver)).Where(receiver => !ReceiverName.IsOfRecovery(receiver)).Distinct())
        {
            Tell(receiver, [ask.Alarm], new Errand { RecordId = command.RecordId, Policy = ask.Policy, Package = ask.Package, Level = ask.Level, Question = question }, atMs);
        }

        var answer = scenario.Answers.FirstOrDefault(scripted => Uses(scripted.Of, (ask.Package, ask.Policy, "", ask.Alarm)));
        return answer is null ? null : (atMs + answer.AfterMs, new ActionRecord
        {
            ApprovalAnswer = new ApprovalAnswer { RecordId = command.RecordId, Approved = answer.IsApproved, By = answer.By, AskedMs = command.TimeMs },
        });
    }

    private (long, ActionRecord)? Outcome(ActionCommand command, (string Package, string Policy, string Receiver, AlarmMessage? Alarm) of, long atMs)
    {
        var scripted = scenario.Outcomes.FirstOrDefault(outcome => Uses(outcome.Of, of)) ?? new ScriptedOutcome(new CommandPattern(), OutcomeResult.Success, "ok", 0);
        return scripted.Result == OutcomeResult.Unspecified
            ? null
            : (atMs + scripted.AfterMs, Outcome(command, scripted.Result, scripted.Reason, (atMs, scripted.AfterMs)));
    }

    private bool Uses(CommandPattern pattern, (string Package, string Policy, string Receiver, AlarmMessage? Alarm) of)
    {
        var used = _used.GetValueOrDefault(pattern);
        if (used >= pattern.Times || !pattern.Fits(of.Package, of.Policy, of.Receiver, of.Alarm))
        {
            return false;
        }

        _used[pattern] = used + 1;
        return true;
    }

    /// <summary>As Dispatch answers: that somebody needn't be told is no failure.</summary>
    private static (long, ActionRecord) Untold(ActionCommand command, string why, long atMs) => why == "no-receiver"
        ? (atMs, Outcome(command, OutcomeResult.Failure, why, (atMs, 0)))
        : (atMs, Outcome(command, OutcomeResult.Success, "untold", (atMs, 0)));

    private static ActionRecord Outcome(ActionCommand command, OutcomeResult result, string reason, (long StartedMs, long DurationMs) times) => new()
    {
        Outcome = new Outcome { RecordId = command.RecordId, Result = result, Reason = reason, Attempts = 1, StartedMs = times.StartedMs, DurationMs = times.DurationMs },
    };

    private void Tell(string receiver, ImmutableArray<AlarmMessage> alarms, Errand errand, long atMs) => Messages.Add(new ToldMessage(atMs, receiver, alarms, errand));

    private static AlarmMessage ByHand(ActionCommand command, RunPackage run) => new()
    {
        Id = command.RecordId,
        EpisodeId = command.RecordId,
        Name = run.Package,
        AlarmMessage_ = $"{run.Package} was run by {(run.By.Length > 0 ? run.By : "hand")}",
        State = AlarmState.Firing,
        StartTime = command.TimeMs,
        TimeMs = command.TimeMs,
    };
}
