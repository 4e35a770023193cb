namespace Tocsin.Cli.Lagging;

/// <summary>A stage whose progress is asked for.</summary>
/// <param name="Name">As logs and metrics name it.</param>
/// <param name="Topic">Its input.</param>
/// <param name="Groups">What its consumer group may be called; the first that has committed anything is it.</param>
internal sealed record FollowedStage(string Name, string Topic, IReadOnlyList<string> Groups)
{
    /// <summary>There only in place of another stage, so it is shown only if it has committed anything.</summary>
    public bool IsAlternative { get; init; }
}
