using Tocsin.Engine.Convergence;
using Tocsin.Engine.Storms;
using Tocsin.V1;

namespace Tocsin.Engine.Episodes;

/// <summary>Writes what episodes ask for, and take back, into the log: past the storm guard where the policy has limits.</summary>
internal sealed class Requests(Ledger ledger)
{
    /// <summary>Asks for each of the calls once, even if it stands there twice.</summary>
    /// <param name="asking">What they have in common.</param>
    /// <param name="calls">In their order.</param>
    /// <param name="episode">Where it is kept what may have to be taken back; null if that isn't wanted.</param>
    /// <param name="toldBefore">Whether what a call tells was told about the episode before.</param>
    public void Ask(Asking asking, IEnumerable<Call> calls, Episode? episode, Func<Call, bool> toldBefore)
    {
        var seen = new HashSet<(string Package, string Receiver)>();
        foreach (var call in calls)
        {
            if (seen.Add((call.Package, call.Receiver)))
            {
                Ask(asking, call, episode, toldBefore);
            }
        }
    }

    /// <summary>Takes back all that the episode asked for and that may not have begun.</summary>
    public void Withdraw(Episode episode, string reason, string sentence)
    {
        foreach (var asked in episode.Asked)
        {
            if (asked.UntilMs >= ledger.NowMs)
            {
                Withdraw(asked, new Withdrawal { RecordId = asked.RecordId, Reason = reason, Sentence = sentence });
            }
        }

        episode.Asked.Clear();
    }

    private void Ask(Asking asking, Call call, Episode? episode, Func<Call, bool> toldBefore)
    {
        var request = asking.For(call);
        var goesOut = asking.Passes && call.RefusedBecause.Length == 0;
        var isGuarded = goesOut && StormGuard.Guards(asking.Match.Storm);
        var key = isGuarded ? StormGuard.KeyOf(request.Policy) : ConvergenceKey.OfPartition(request);
        ledger.Output.Actions.Add(new KeyedAction(key, isGuarded
            ? new ActionRecord { Guarded = new Guarded { Request = request, Limits = asking.Match.Storm, ToldBefore = toldBefore(call) } }
            : new ActionRecord { Request = request }));
        if (goesOut && Asking.MayWait(call.Defense))
        {
            var partitionKey = isGuarded ? ConvergenceKey.OfPartition(request) : key;
            episode?.Remember(new Asked(RecordId.Of(request), partitionKey, ledger.NowMs + Asking.WaitMs(request), isGuarded ? request.Policy : ""), ledger.NowMs);
        }
    }

    /// <summary>Takes the same way as the request, so that it doesn't come before it.</summary>
    private void Withdraw(Asked asked, Withdrawal withdrawal) => ledger.Output.Actions.Add(asked.Guard.Length > 0
        ? new KeyedAction(StormGuard.KeyOf(asked.Guard), new ActionRecord { Guarded = new Guarded { Withdrawal = withdrawal, WithdrawalKey = asked.Key } })
        : new KeyedAction(asked.Key, new ActionRecord { Withdrawal = withdrawal }));
}
