using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Storms;

/// <summary>What was blocked and never told. Of each policy it is bounded: if the oldest is dropped, its recovery will be told.</summary>
internal sealed class BlockedTargets(Ledger ledger)
{
    private readonly Dictionary<(string Policy, string EpisodeId, string Target), BlockedTarget> _all = [];
    private readonly Dictionary<string, SortedDictionary<long, BlockedTarget>> _ofPolicy = [];

    public int Count => _all.Count;

    public void Load(BlockedTarget blocked)
    {
        Add(blocked);
        ledger.Deadlines.Set(blocked, blocked.ForgottenMs, DueRank.Reminder);
    }

    public BlockedTarget? Find(Request request) => _all.GetValueOrDefault((request.Policy, request.Alarm.EpisodeId, StormGuard.TargetOf(request)));

    public void Remember(Request request, string circuit)
    {
        if (request.Alarm.EpisodeId.Length == 0 || Find(request) is not null)
        {
            return;
        }

        if (_ofPolicy.TryGetValue(request.Policy, out var ofPolicy) && ofPolicy.Count >= StormBounds.MaxBlocked)
        {
            Forget(ofPolicy.First().Value);
        }

        var blocked = new BlockedTarget(request.Policy, request.Alarm.EpisodeId, StormGuard.TargetOf(request), circuit, ledger.NowMs) { Number = ledger.TakeNumber() };
        Add(blocked);
        ledger.Schedule(blocked, blocked.ForgottenMs, DueRank.Reminder);
    }

    public void Forget(BlockedTarget blocked)
    {
        _all.Remove(blocked.Name);
        if (_ofPolicy.TryGetValue(blocked.Policy, out var ofPolicy) && ofPolicy.Remove(blocked.Number) && ofPolicy.Count == 0)
        {
            _ofPolicy.Remove(blocked.Policy);
        }

        ledger.Forget(blocked);
    }

    private void Add(BlockedTarget blocked)
    {
        _all.Add(blocked.Name, blocked);
        if (!_ofPolicy.TryGetValue(blocked.Policy, out var ofPolicy))
        {
            _ofPolicy.Add(blocked.Policy, ofPolicy = []);
        }

        ofPolicy.Add(blocked.Number, blocked);
    }
}
