namespace Tocsin.Dispatch.Approvals;

/// <summary>
/// Which tickets were used here, until they expire. Only to tell people at once: which answer counts is decided in the log, also where another instance took
/// the first one, or this one was restarted. May be used from several threads.
/// </summary>
internal sealed class UsedTickets(TimeProvider time)
{
    /// <summary>Nobody asks as much; beyond it the log alone decides.</summary>
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string RecordId, long AskedMs, string Receiver), long> _untilMs = [];

    /// <summary>False if it was used already.</summary>
    public bool TryUse(ApprovalTicket ticket)
    {
        lock (_lock)
        {
            if (_untilMs.Count >= Most)
            {
                Forget();
            }

            return _untilMs.Count >= Most || _untilMs.TryAdd(KeyOf(ticket), ticket.UntilMs);
        }
    }

    /// <summary>It wasn't used after all.</summary>
    public void Return(ApprovalTicket ticket)
    {
        lock (_lock)
        {
            _untilMs.Remove(KeyOf(ticket));
        }
    }

    public bool IsUsed(ApprovalTicket ticket)
    {
        lock (_lock)
        {
            return _untilMs.ContainsKey(KeyOf(ticket));
        }
    }

    private void Forget()
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var (key, _) in _untilMs.Where(used => used.Value <= nowMs).ToList())
        {
            _untilMs.Remove(key);
        }
    }

    private static (string RecordId, long AskedMs, string Receiver) KeyOf(ApprovalTicket ticket) => (ticket.RecordId, ticket.AskedMs, ticket.Receiver);
}
