using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>One thing to say: what happened, when, and on which observations it rests.</summary>
internal sealed record Telling(AlarmState State, AlarmReason Reason, long TimeMs, ImmutableArray<ObservedValue> Values, int Matched)
{
    public bool EndsEpisode => State is AlarmState.Recovered or AlarmState.Closed;
}
