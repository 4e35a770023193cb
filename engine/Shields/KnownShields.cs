using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Engine.Shields;

/// <summary>The shields of a partition, in the order of their ids.</summary>
internal sealed class KnownShields(Ledger ledger)
{
    private readonly SortedDictionary<string, KnownShield> _byId = new(StringComparer.Ordinal);

    public int Count => _byId.Count;

    public void Load(KnownShield known)
    {
        _byId.Add(known.Shield.Id, known);
        Schedule(known);
    }

    /// <summary>The newest of an id counts.</summary>
    public void Take(Shield shield)
    {
        var known = _byId.GetValueOrDefault(shield.Id);
        if (Shielding.IsOver(shield, ledger.NowMs))
        {
            if (known is not null)
            {
                Forget(known);
            }

            return;
        }

        if (known is null)
        {
            if (_byId.Count >= Shielding.MaxShields)
            {
                return;
            }

            known = new KnownShield(shield) { Number = ledger.TakeNumber() };
            _byId.Add(shield.Id, known);
        }

        known.Shield = shield;
        ledger.Touch(known);
        Schedule(known);
    }

    /// <summary>The first by its id that is active now and matches; null if none does.</summary>
    public Shield? First(AlarmMessage alarm, string policy)
    {
        foreach (var known in _byId.Values)
        {
            if (Shielding.Matches(known.Shield.Match, alarm, policy) && Shielding.IsActive(known.Shield, ledger.NowMs))
            {
                return known.Shield;
            }
        }

        return null;
    }

    /// <summary>It is over.</summary>
    public void Forget(KnownShield known)
    {
        _byId.Remove(known.Shield.Id);
        ledger.Forget(known);
    }

    private void Schedule(KnownShield known)
    {
        if (known.Shield.UntilMs > 0)
        {
            ledger.Deadlines.Set(known, known.Shield.UntilMs, DueRank.Reminder);
        }
        else
        {
            ledger.Deadlines.Remove(known);
        }
    }
}
