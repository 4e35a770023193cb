using Google.Protobuf;
using Tocsin.Engine.Origins;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>
/// Whoever carries out commands: takes each once, as its origin shows, and appends what came of it after a while, now and then twice, late or never. Requests
/// for approval are answered, or not.
/// </summary>
internal sealed class ScriptedExecutor(Random random, Topics topics)
{
    private const int UsualMs = 4_000;
    private const int LateMs = 700_000;
    private readonly List<(long DueMs, byte[] Key, ActionRecord Record)> _underway = [];
    private readonly Dictionary<int, OriginFilter> _seen = [];
    private readonly Dictionary<int, long> _next = [];

    /// <summary>Off: takes commands as often as they stand there. Only to show that this is noticed.</summary>
    public bool DropsRepetitions { get; init; } = true;

    /// <summary>In their order, partition by partition.</summary>
    public List<Execution> Executions { get; } = [];

    public void Play(SimulatedCluster cluster)
    {
        foreach (var (log, partition) in cluster.Topic(topics.Commands).Select((log, partition) => (log, partition)))
        {
            while (log.Next(_next.GetValueOrDefault(partition)) is var (offset, entry))
            {
                _next[partition] = offset + 1;
                Take(partition, ActionCommand.Parser.ParseFrom(entry.Value), cluster.Time.NowMs);
            }
        }

        foreach (var due in _underway.FindAll(each => each.DueMs <= cluster.Time.NowMs))
        {
            _underway.Remove(due);
            Append(cluster, due.Key, due.Record);
        }
    }

    public void Append(SimulatedCluster cluster, byte[] key, ActionRecord record)
    {
        var output = new OutputRecord(topics.Actions, key, record.ToByteArray());
        cluster.Append(cluster.PartitionOf(output, -1), output, Fate.Committed);
    }

    private void Take(int partition, ActionCommand command, long nowMs)
    {
        _seen.TryAdd(partition, new OriginFilter());
        if (!_seen[partition].IsNew(command.Origin) && DropsRepetitions)
        {
            return;
        }

        Executions.Add(new Execution(partition, command));
        switch (command.CommandCase)
        {
            case ActionCommand.CommandOneofCase.RunPackage:
            case ActionCommand.CommandOneofCase.SendSummary:
                Finish(command, nowMs);
                break;
            case ActionCommand.CommandOneofCase.AskApproval:
                Answer(command, nowMs);
                break;
        }
    }

    private void Finish(ActionCommand command, long nowMs)
    {
        var outcome = new ActionRecord
        {
            Outcome = new Outcome
            {
                RecordId = command.RecordId,
                Result = random.Next(4) == 0 ? OutcomeResult.Failure : OutcomeResult.Success,
                Reason = "done",
            },
        };
        var isPackage = command.RunPackage is { Type: not PackageType.Notification };
        var dueMs = nowMs + (isPackage && random.Next(20) == 0 ? LateMs : random.Next(UsualMs));
        if (!isPackage || random.Next(40) != 0)
        {
            Later(dueMs, command, outcome);
        }
    }

    private void Answer(ActionCommand command, long nowMs)
    {
        var answer = new ActionRecord { ApprovalAnswer = new ApprovalAnswer { RecordId = command.RecordId, Approved = random.Next(2) == 0, By = "somebody", AskedMs = command.TimeMs } };
        if (random.Next(8) != 0)
        {
            Later(nowMs + random.Next(UsualMs), command, answer);
        }
    }

    private void Later(long dueMs, ActionCommand command, ActionRecord record)
    {
        _underway.Add((dueMs, command.Key.ToByteArray(), record));
        if (random.Next(6) == 0)
        {
            _underway.Add((dueMs + random.Next(UsualMs * 10), command.Key.ToByteArray(), record));
        }
    }
}
