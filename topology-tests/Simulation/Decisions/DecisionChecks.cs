using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>What has to hold whatever the engine decided: nothing runs twice, nothing is lost, no quota is passed, and an entity's notices keep their order.</summary>
internal sealed class DecisionChecks(IReadOnlyList<ProcessingRecord> records, IReadOnlyList<AlarmMessage> alarms, IReadOnlyList<Execution> executions)
{
    private const long MinuteMs = 60_000;
    private readonly ILookup<string, ProcessingRecord> _states = records.ToLookup(record => record.Id);
    private readonly ILookup<string, Execution> _runs = executions.Where(execution => execution.Command.RunPackage is not null || execution.Command.SendSummary is not null)
        .ToLookup(execution => execution.Command.RecordId);

    /// <summary>The first, null if all is well.</summary>
    public string? Complaint() => Ends() ?? Lost() ?? Quota() ?? Order();

    private static bool IsEnd(ProcessingRecord record) => record.Status >= ProcessingStatus.Success;

    /// <summary>Every record ends once, and was carried out once if it ever ran, else never.</summary>
    private string? Ends()
    {
        foreach (var states in _states)
        {
            var ends = states.Where(IsEnd).Distinct().Count();
            var hasRun = states.Any(state => state.Status == ProcessingStatus.Running);
            var runs = _runs[states.Key].Count();
            if (ends != 1 || runs != (hasRun ? 1 : 0))
            {
                return $"record {states.Key} of {states.First().Policy} ended {ends} times and was carried out {runs} times: {string.Join(", ", states.Select(state => $"{state.Status} {state.Reason}"))}";
            }
        }

        return _runs.FirstOrDefault(run => !_states.Contains(run.Key)) is { } unknown ? $"{unknown.Key} was carried out, and there is no record of it" : null;
    }

    /// <summary>Whatever a policy without hours asks for because an alarm fires has a record.</summary>
    private string? Lost() => (
        from alarm in alarms
        where alarm.State == AlarmState.Firing
        from match in DecisionPolicies.Live.Book.Match(alarm, DecisionPolicies.Live.Router).Matches
        from call in match.Calls
        let id = RecordId.Of(new Request { Alarm = alarm, Policy = match.Policy, Package = call.Package, Receiver = call.Receiver })
        where !_states.Contains(id)
        select $"{alarm.Id}: {call.Package} of {match.Policy} has no record").FirstOrDefault();

    /// <summary>More than may run never do so within a minute, whichever instances and partitions had the alarms.</summary>
    private string? Quota()
    {
        var started = _states.Select(states => states.First()).Where(record => record.Policy == DecisionPolicies.Few && _runs.Contains(record.Id))
            .Select(record => _runs[record.Id].First().Command.TimeMs).Order().ToList();
        for (var i = DecisionPolicies.FewPerMinute; i < started.Count; i++)
        {
            if (started[i] - started[i - DecisionPolicies.FewPerMinute] <= MinuteMs)
            {
                return $"{DecisionPolicies.FewPerMinute + 1} runs of {DecisionPolicies.Few} within {started[i] - started[i - DecisionPolicies.FewPerMinute]} ms";
            }
        }

        return null;
    }

    /// <summary>What nothing stands before is carried out in the order of the alarms, entity by entity.</summary>
    private string? Order()
    {
        var told = executions.Where(execution => execution.Command.RunPackage is { Policy: DecisionPolicies.Plain })
            .GroupBy(execution => execution.Command.RunPackage.Alarm.Id0, execution => execution.Command.RunPackage.Alarm);
        foreach (var entity in told)
        {
            var numbers = entity.Select(DecisionInput.NumberOf).ToList();
            if (!numbers.SequenceEqual(numbers.Order()))
            {
                return $"{entity.Key} was told in the order {string.Join(' ', numbers)}";
            }
        }

        return null;
    }
}
