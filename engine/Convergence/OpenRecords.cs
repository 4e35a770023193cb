using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>The records of a partition that run or wait, and their way from one status to the next: each step is told, and commands what it takes.</summary>
internal sealed class OpenRecords(Ledger ledger)
{
    private readonly Dictionary<string, OpenRecord> _byId = [];

    public int Count => _byId.Count;

    public OpenRecord? Find(string id) => _byId.GetValueOrDefault(id);

    public bool Contains(string id) => _byId.ContainsKey(id);

    public void Load(OpenRecord open) => _byId.Add(open.Record.Id, open);

    /// <summary>A record that never runs.</summary>
    public void Close(ProcessingRecord record, Decision decision)
    {
        Decide(record, decision);
        record.EndedMs = ledger.NowMs;
        ledger.TellEnd(record);
    }

    /// <summary>A new record that runs or waits, as the decision says.</summary>
    public OpenRecord Open(ProcessingRecord record, Request request, ByteString partitionKey, Decision decision)
    {
        var open = Add(record, partitionKey, request.TimeoutSeconds);
        open.Request = request;
        switch (decision.Status)
        {
            case ProcessingStatus.WaitingForApproval:
                Ask(open, decision);
                break;
            case ProcessingStatus.Waiting:
                Wait(open, decision);
                break;
            default:
                Run(open, decision);
                break;
        }

        return open;
    }

    public void RunByHand(ProcessingRecord record, ManualRun run, ByteString partitionKey)
    {
        var open = Add(record, partitionKey, run.TimeoutSeconds);
        Start(open, Decision.Manual(run.By), new ActionCommand
        {
            RunPackage = new RunPackage
            {
                Business = run.Business,
                Package = run.Package,
                Receiver = run.Receiver,
                Alarm = run.Alarm,
                By = run.By,
                Type = run.Type,
                Retries = run.Retries,
            },
        });
    }

    public void Send(ProcessingRecord record, SendSummary summary, ByteString partitionKey, uint timeoutSeconds) =>
        Start(Add(record, partitionKey, timeoutSeconds), Decision.Summary, new ActionCommand { SendSummary = summary });

    /// <summary>What waited runs after all.</summary>
    public void Run(OpenRecord open, Decision decision)
    {
        var request = open.Request!;
        open.Request = null;
        Start(open, decision, new ActionCommand
        {
            RunPackage = new RunPackage
            {
                Business = request.Business,
                Policy = request.Policy,
                Package = request.Package,
                Receiver = request.Receiver,
                Alarm = request.Alarm,
                Type = request.Type,
                Retries = request.Retries,
                Level = request.Level,
                Cause = request.Cause,
            },
        });
    }

    /// <summary>What waited won't run.</summary>
    public void Skip(OpenRecord open, Decision decision, long endedMs)
    {
        Decide(open.Record, decision);
        open.Record.EndedMs = endedMs;
        Remove(open);
    }

    /// <summary>The package has ended.</summary>
    public void End(OpenRecord open, ProcessingStatus status, Outcome outcome, long endedMs)
    {
        open.Record.Status = status;
        open.Record.Outcome = outcome.Reason;
        open.Record.Detail = outcome.Detail;
        open.Record.Attempts = outcome.Attempts;
        open.Record.DurationMs = outcome.DurationMs;
        open.Record.EndedMs = endedMs;
        Remove(open);
    }

    /// <summary>Tells the executor that it need not go on.</summary>
    public void Cancel(OpenRecord open, string reason) => ledger.Output.Commands.Add(new ActionCommand
    {
        RecordId = open.Record.Id,
        Key = open.PartitionKey,
        TimeMs = ledger.NowMs,
        Cancel = new Cancel { Reason = reason },
    });

    private static void Decide(ProcessingRecord record, Decision decision)
    {
        record.Status = decision.Status;
        record.Reason = decision.Reason;
        record.Sentence = decision.Sentence;
    }

    private OpenRecord Add(ProcessingRecord record, ByteString partitionKey, uint timeoutSeconds)
    {
        var open = new OpenRecord
        {
            Number = ledger.TakeNumber(),
            Record = record,
            PartitionKey = partitionKey,
            TimeoutSeconds = timeoutSeconds > 0 ? timeoutSeconds : DefenseTimes.TimeoutSeconds,
        };
        _byId.Add(record.Id, open);
        ledger.Touch(open);
        return open;
    }

    private void Start(OpenRecord open, Decision decision, ActionCommand command)
    {
        Decide(open.Record, decision);
        open.Record.StartedMs = ledger.NowMs;
        ledger.Schedule(open, ledger.NowMs + (open.TimeoutSeconds * 1_000L), DueRank.ExecutionEnd);
        ledger.Tell(open.Record);
        Give(open, command);
    }

    private void Ask(OpenRecord open, Decision decision)
    {
        Decide(open.Record, decision);
        open.Record.AskedMs = ledger.NowMs;
        ledger.Schedule(open, ledger.NowMs + DefenseTimes.ApprovalMs, DueRank.ApprovalEnd);
        ledger.Tell(open.Record);
        var request = open.Request!;
        Give(open, new ActionCommand
        {
            AskApproval = new AskApproval
            {
                Business = request.Business,
                Policy = request.Policy,
                Package = request.Package,
                Alarm = request.Alarm,
                Approvers = { request.Approvers },
                Sentence = decision.Sentence,
                Level = request.Level,
            },
        });
    }

    /// <summary>For a run up to its own time-out; for a summary as long as that takes.</summary>
    private void Wait(OpenRecord open, Decision decision)
    {
        Decide(open.Record, decision);
        if (open.Record.Action != DefenseAction.Summarise)
        {
            ledger.Schedule(open, open.TooOldMs, DueRank.WaitEnd);
        }

        ledger.Tell(open.Record);
    }

    private void Give(OpenRecord open, ActionCommand command)
    {
        command.RecordId = open.Record.Id;
        command.Key = open.PartitionKey;
        command.TimeMs = ledger.NowMs;
        command.DeadlineMs = open.DueMs;
        ledger.Output.Commands.Add(command);
    }

    private void Remove(OpenRecord open)
    {
        ledger.TellEnd(open.Record);
        _byId.Remove(open.Record.Id);
        ledger.Forget(open);
    }
}
