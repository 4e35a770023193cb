using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>
/// Plays events to a converger in virtual time, with the vectors' conventions: whatever is commanded begins at once, and in one second the ends of
/// executions come first, then answers, what falls due, new events.
/// </summary>
internal sealed class ConvergencePlay(IReadOnlyList<ConvergenceEvent> events)
{
    private const int Ends = 0;
    private const int Answers = 1;
    private const int Comes = 2;
    private const long SummaryTakesMs = 1_000;
    private readonly PriorityQueue<ActionRecord, (long TimeMs, int Order, int Number)> _coming = new();
    private readonly Converger _converger = new(0);
    private int _number;

    public ConvergenceOutput Output { get; } = new();

    public void Run()
    {
        foreach (var each in events)
        {
            Add(each.ToRecord(), each.TimeMs, Comes);
        }

        for (var offset = 0; Next() is { } next; offset++)
        {
            var seen = Output.Commands.Count;
            _converger.Process(next.Record, [], offset, next.TimeMs, Output);
            foreach (var command in Output.Commands.Skip(seen))
            {
                Obey(command);
            }
        }
    }

    private void Add(ActionRecord record, long timeMs, int order) => _coming.Enqueue(record, (timeMs, order, _number++));

    /// <summary>A tick whenever something falls due before the next record comes; null once nothing does any more.</summary>
    private (ActionRecord Record, long TimeMs)? Next()
    {
        var dueMs = _converger.TickDueMs;
        if (_coming.TryPeek(out var record, out var at) && (at.TimeMs, at.Order).CompareTo((dueMs, Comes)) <= 0)
        {
            _coming.Dequeue();
            return (record, at.TimeMs);
        }

        return dueMs == long.MaxValue ? null : (new ActionRecord { Tick = new Tick { TimeMs = dueMs } }, dueMs);
    }

    private void Obey(ActionCommand command)
    {
        var @event = events.FirstOrDefault(each => each.RecordId == command.RecordId);
        switch (command.CommandCase)
        {
            case ActionCommand.CommandOneofCase.RunPackage:
                End(command, @event!.Execution.DurationMs, @event.Execution.Result);
                break;
            case ActionCommand.CommandOneofCase.SendSummary:
                End(command, SummaryTakesMs, OutcomeResult.Success);
                break;
            case ActionCommand.CommandOneofCase.AskApproval when @event!.Approval is { } approval:
                var answer = new ApprovalAnswer { RecordId = command.RecordId, Approved = approval.Approved, By = "operator" };
                Add(new ActionRecord { ApprovalAnswer = answer }, command.TimeMs + approval.AfterMs, Answers);
                break;
        }
    }

    private void End(ActionCommand command, long durationMs, OutcomeResult result) =>
        Add(new ActionRecord { Outcome = new Outcome { RecordId = command.RecordId, Result = result, DurationMs = durationMs } }, command.TimeMs + durationMs, Ends);
}
