using Tocsin.Engine.Convergence;
using Tocsin.TopologyTests.Cases;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>
/// The random case of a seed. Times are chosen so that they often meet a deadline exactly. A converger plays along, only to know which commands there
/// are to be answered.
/// </summary>
internal sealed class RandomDefense
{
    private static readonly int[] _steps = [0, 0, 0, 0, 0, 1, 1_000, 5_000, 10_000, 10_000, 20_000, 30_000, 30_000, 40_000, 59_999, 60_000, 60_000, 60_001, 90_000, 120_000, 120_001, 300_000, 600_000, 1_800_000];
    private readonly Random _random;
    private readonly int _maxWaiting;
    private readonly Converger _converger;
    private readonly ConvergenceOutput _output = new();
    private readonly RandomRequests _requests;
    private readonly List<DefenseRecord> _records = [];
    private readonly List<ManualRun> _manual = [];
    private readonly bool _isHasty;
    private long _nowMs = 1_700_000_000_000;

    private RandomDefense(int seed)
    {
        _random = new Random(seed);
        _maxWaiting = _random.Chance(0.3) ? _random.Between(1, 3) : 1_000;
        _converger = new Converger(0, _maxWaiting);
        _requests = new RandomRequests(_random);
        _isHasty = _random.Chance(0.5);
    }

    public static DefenseCase Of(int seed) => new RandomDefense(seed).Next();

    private DefenseCase Next()
    {
        var count = _random.Between(4, 50);
        while (_records.Count < count)
        {
            _nowMs += _random.Chance(_isHasty ? 0.7 : 0.3) ? 0 : _random.Pick<int>(_steps);
            var body = NextBody();
            var timestampMs = _random.Chance(0.03) ? _nowMs - _random.Between(1, 100_000) : _nowMs;
            _converger.Process(body, [], _records.Count, timestampMs, _output);
            _records.Add(new(timestampMs, body));
        }

        return new([.. _records], _maxWaiting);
    }

    private ActionRecord NextBody() => _random.Next(100) switch
    {
        < 52 => new() { Request = _requests.Next(_nowMs) },
        < 57 when _requests.Earlier() is { } request => new() { Request = request },
        < 82 when _output.Commands.Count > 0 => new() { Outcome = Outcome() },
        < 89 when Asked() is { } asked => new()
        {
            ApprovalAnswer = new() { RecordId = asked.RecordId, Approved = _random.Chance(0.6), By = "somebody", AskedMs = _random.Pick(0, asked.TimeMs, asked.TimeMs, asked.TimeMs - 1) },
        },
        < 92 => new() { ManualRun = Manual() },
        < 95 when _requests.NextWithdrawal() is { } withdrawal => new() { Withdrawal = withdrawal },
        < 100 => new() { Tick = new() { TimeMs = _nowMs } },
        _ => new() { Request = _requests.Next(_nowMs) },
    };

    /// <summary>Mostly of what was commanded lately.</summary>
    private Outcome Outcome() => new()
    {
        RecordId = _random.Chance(0.7) ? _output.Commands[^_random.Between(1, Math.Min(5, _output.Commands.Count))].RecordId : _output.Commands[_random.Next(_output.Commands.Count)].RecordId,
        Result = _random.Pick(OutcomeResult.Success, OutcomeResult.Failure, OutcomeResult.Failure, OutcomeResult.Partial),
        Reason = _random.Pick("ok", "exit-1"),
        Attempts = (uint)_random.Between(1, 3),
    };

    private ActionCommand? Asked()
    {
        var asked = _output.Commands.Where(command => command.AskApproval is not null).ToList();
        return asked.Count == 0 ? null : asked[_random.Next(asked.Count)];
    }

    private ManualRun Manual()
    {
        if (_manual.Count > 0 && _random.Chance(0.3))
        {
            return _manual[_random.Next(_manual.Count)];
        }

        _manual.Add(_requests.NextManual(_manual.Count, _nowMs));
        return _manual[^1];
    }
}
