namespace Tocsin.Engine.Auditing;

/// <summary>What is remembered of an entity.</summary>
/// <param name="Scope">The number of its kind.</param>
/// <param name="Id0">Its id.</param>
/// <param name="Id1">The destination's id of a relation, empty for all else.</param>
/// <param name="Name">As alarms show it.</param>
/// <param name="Attributes">As it gave them last.</param>
/// <param name="LastSeenMs">The end of the last check before its last sample, whatever became of that.</param>
/// <param name="Subjects">Those that were asked for.</param>
public sealed record KeptEntity(int Scope, string Id0, string Id1, string Name, IReadOnlyDictionary<string, string> Attributes, long LastSeenMs, IReadOnlyList<KeptSubject> Subjects)
{
    /// <summary>The same entity, whatever is remembered of it.</summary>
    public bool IsSameAs(KeptEntity other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Scope, Id0, Id1) == (other.Scope, other.Id0, other.Id1);
    }
}
