using System.Collections.Concurrent;

namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// The tallies of a stage by receiver. Names of receivers come from settings, yet what stands in the log may name receivers of all times; so there
/// is a limit, beyond which receivers are counted together.
/// </summary>
internal sealed class ReceiverTallySet
{
    public const int MaxReceivers = 500;
    private const string Rest = "other";
    private readonly ConcurrentDictionary<string, ReceiverTally> _tallies = new(StringComparer.Ordinal);

    /// <summary>In no particular order.</summary>
    public IEnumerable<ReceiverTally> Values => _tallies.Values;

    public ReceiverTally Of(string receiver) => _tallies.TryGetValue(receiver, out var tally)
        ? tally
        : _tallies.GetOrAdd(_tallies.Count < MaxReceivers ? receiver : Rest, static name => new ReceiverTally(name));
}
