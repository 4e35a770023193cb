using System.Globalization;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Unit.Convergence;

/// <summary>A partition of the actions topic written by hand: seconds as times, and records called after the numbers of their alarms.</summary>
internal sealed class DefenseLog(Defense? defense, int maxWaiting = Converger.DefaultMaxWaiting)
{
    private readonly Dictionary<string, string> _names = [];
    private int _offset;

    public Converger Converger { get; } = new(0, maxWaiting);

    /// <summary>What followed from the newest record.</summary>
    public ConvergenceOutput Output { get; } = new();

    public static Defense Rule(DefenseAction action, uint count = 1, uint minutes = 1, string mergeFor = "", params ReadOnlySpan<string> dimensions)
    {
        var rule = new Defense { Action = action, Count = count, WindowMinutes = minutes, MergeFor = mergeFor };
        foreach (var dimension in dimensions)
        {
            rule.Dimensions.Add(new Dimension { Name = dimension.Split('=')[0], Value = dimension.Split('=')[1] });
        }

        return rule;
    }

    public List<string> Request(double second, string name, Action<Request>? change = null)
    {
        var request = new Request
        {
            Policy = "slow",
            Package = "restart",
            Alarm = new AlarmMessage { Id = name, StartTime = Ms(second) },
            Origin = new Origin { Topic = "alarms", Offset = _offset },
            Defense = defense,
        };
        change?.Invoke(request);
        _names[RecordId.Of(request)] = name;
        return Process(second, new ActionRecord { Request = request });
    }

    public List<string> Outcome(double second, string name, OutcomeResult result = OutcomeResult.Success) =>
        Process(second, new ActionRecord { Outcome = new Outcome { RecordId = IdOf(name), Result = result, Reason = "exit" } });

    public List<string> Answer(double second, string name, bool approved, long askedMs = 0) =>
        Process(second, new ActionRecord { ApprovalAnswer = new ApprovalAnswer { RecordId = IdOf(name), Approved = approved, By = "ann", AskedMs = askedMs } });

    public List<string> Withdraw(double second, string name) =>
        Process(second, new ActionRecord { Withdrawal = new Withdrawal { RecordId = IdOf(name), Reason = "recovered", Sentence = "It recovered." } });

    public List<string> Manual(double second, string name)
    {
        var run = new ManualRun { Id = name, Package = "restart", By = "ann" };
        _names[RecordId.Of(run)] = name;
        return Process(second, new ActionRecord { ManualRun = run });
    }

    public List<string> Tick(double second) => Process(second, new ActionRecord { Tick = new Tick() });

    /// <summary>Each new state of a record: "a Running creates-group".</summary>
    private List<string> Process(double second, ActionRecord record)
    {
        Output.Clear();
        Converger.Process(record, [7], _offset++, Ms(second), Output);
        foreach (var summary in Output.Commands.Where(command => command.SendSummary is not null))
        {
            _names[summary.RecordId] = "summary";
        }

        return [.. Output.Records.Select(state => string.Create(CultureInfo.InvariantCulture, $"{_names[state.Id]} {state.Status} {state.Reason}"))];
    }

    public string IdOf(string name) => _names.Single(each => each.Value == name).Key;

    public static long Ms(double second) => 1_700_000_000_000 + (long)(second * 1_000);
}
