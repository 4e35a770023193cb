namespace Tocsin.Cli.Receiving;

/// <summary>The newest messages. May be used from several threads.</summary>
internal sealed class Arrivals
{
    public const int Most = 200;
    private readonly Lock _lock = new();
    private readonly Queue<Arrival> _newest = new();
    private int _count;

    /// <summary>Gives it its number, and says whether it was taken before.</summary>
    public Arrival Add(Arrival arrival)
    {
        lock (_lock)
        {
            var numbered = arrival with
            {
                Number = ++_count,
                IsRepetition = arrival.MessageId.Length > 0 && _newest.Any(known => known.IsTaken && known.MessageId == arrival.MessageId),
            };
            _newest.Enqueue(numbered);
            if (_newest.Count > Most)
            {
                _newest.Dequeue();
            }

            return numbered;
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Arrival> After(int number)
    {
        lock (_lock)
        {
            return [.. _newest.Where(arrival => arrival.Number > number).Reverse()];
        }
    }
}
