using Tocsin.Engine.Convergence;
using Tocsin.Engine.Origins;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Engine.Storms;

/// <summary>
/// Counts what a policy with limits asks for, and blocks what is too much: of one entity first, then of one package, then of the policy, so that each
/// circuit counts what those before it let go. What falls due does so before the record, and bears the time at which it fell due.
/// </summary>
internal sealed partial class StormGuard
{
    private static readonly CircuitKind[] _kinds = [CircuitKind.Source, CircuitKind.Package, CircuitKind.Policy];
    private readonly Ledger _ledger;
    private readonly Circuits _circuits;
    private readonly BlockedTargets _blocked;
    private OriginFilter _filter = new();

    public StormGuard(int partition)
    {
        _ledger = new Ledger(partition);
        _circuits = new Circuits(_ledger);
        _blocked = new BlockedTargets(_ledger);
    }

    public long TickDueMs => _ledger.Deadlines.FirstMs;

    public int CircuitCount => _circuits.Count;

    public int OpenCount => _circuits.OpenCount;

    public int BlockedCount => _blocked.Count;

    /// <summary>Whether what the policy asks for has to pass.</summary>
    public static bool Guards(StormLimits? limits) => limits is not null && _kinds.Any(kind => StormBounds.Limit(limits, kind) > 0);

    /// <summary>All that the circuits of a policy count stands in one partition.</summary>
    public static string KeyOf(string policy) => "storm|" + policy;

    /// <summary>Who is told, or what is run: the same for the firing and the recovery. A callback to somebody who is told, too, is another target.</summary>
    public static string TargetOf(Request request) => TargetOf(request.Type, request.Package, request.Receiver);

    public static string TargetOf(Call call) => TargetOf(call.Type, call.Package, call.Receiver);

    public void Process(ActionRecord record, long offset, long timestampMs, ConvergenceOutput output)
    {
        _ledger.Output = output;
        _ledger.Offset = offset;
        _ledger.NowMs = Math.Max(_ledger.NowMs, timestampMs);
        _isDirty = true;
        DoWhatIsDue();
        if (record.RecordCase == ActionRecord.RecordOneofCase.Guarded && _filter.IsNew(record.Guarded.Origin))
        {
            Take(record.Guarded);
        }
    }

    private void Take(Guarded guarded)
    {
        if (guarded.Withdrawal is not null)
        {
            _ledger.Output.Actions.Add(new KeyedAction(guarded.WithdrawalKey, new ActionRecord { Withdrawal = guarded.Withdrawal }));
            return;
        }

        var request = guarded.Request.Clone();
        request.BlockedBy = request.Alarm.State is AlarmState.Recovered or AlarmState.Closed ? JudgeEnd(request) : Judge(guarded);
        _ledger.Output.Actions.Add(new KeyedAction(ConvergenceKey.OfPartition(request), new ActionRecord { Request = request }));
    }

    /// <summary>A recovery is never counted. It goes the way its firing went: past everybody, or nowhere. Who hears of recoveries alone goes the way of the hook, which comes after it.</summary>
    private string JudgeEnd(Request request)
    {
        if (_blocked.Find(request) is not { } blocked)
        {
            return "";
        }

        if (!ReceiverName.IsOfRecovery(request.Receiver))
        {
            _blocked.Forget(blocked);
        }

        return blocked.Circuit;
    }

    /// <summary>The circuit that blocks it; empty if none does.</summary>
    private string Judge(Guarded guarded)
    {
        var request = guarded.Request;
        foreach (var kind in _kinds)
        {
            if (StormBounds.Limit(guarded.Limits, kind) > 0 && Blocks(_circuits.Take(request.Policy, kind, NameOf(kind, request)), guarded) is { } circuit)
            {
                if (!guarded.ToldBefore)
                {
                    _blocked.Remember(request, circuit.Title);
                }

                return circuit.Title;
            }
        }

        if (_blocked.Find(request) is { } blocked)
        {
            _blocked.Forget(blocked);
        }

        return "";
    }

    private Circuit? Blocks(Circuit circuit, Guarded guarded)
    {
        var (isBlocked, opens) = circuit.Count(guarded, _ledger.NowMs);
        if (opens && _circuits.OpenOf(circuit.Policy) < StormBounds.MaxNoticed)
        {
            circuit.NoticeId = StormNotice.IdOf(circuit, _ledger.Offset);
            _ledger.Output.Actions.AddRange(StormNotice.Requests(circuit, StormNotice.Opened(circuit), circuit.Limits.Notices));
        }

        _circuits.Counted(circuit, opens);
        return isBlocked ? circuit : null;
    }

    private void DoWhatIsDue()
    {
        while (_ledger.Deadlines.FirstBefore(_ledger.NowMs, int.MaxValue) is { } due)
        {
            switch (due)
            {
                case Circuit { IsOpen: true } circuit:
                    Close(circuit, due.DueMs);
                    break;
                case Circuit circuit:
                    _circuits.Forget(circuit);
                    break;
                case BlockedTarget blocked:
                    _blocked.Forget(blocked);
                    break;
            }
        }
    }

    private void Close(Circuit circuit, long closedMs)
    {
        if (circuit.NoticeId.Length > 0)
        {
            _ledger.Output.Actions.AddRange(StormNotice.Requests(circuit, StormNotice.Closed(circuit, closedMs), circuit.Limits.RecoveryNotices));
        }

        _circuits.Close(circuit);
    }

    /// <summary>Those who hear of recoveries alone count as their hook.</summary>
    private static string TargetOf(PackageType type, string package, string receiver) =>
        type == PackageType.Notification ? $"told {(ReceiverName.IsOfRecovery(receiver) ? ReceiverName.HookOf(receiver) : receiver)}" : $"run {package} {receiver}";

    private static string NameOf(CircuitKind kind, Request request) => kind switch
    {
        CircuitKind.Source => EntityKey.TextOf(request.Alarm.Id0, request.Alarm.Id1) is { Length: > 0 } key ? key : request.Alarm.Name,
        CircuitKind.Package => request.Package,
        _ => "",
    };
}
