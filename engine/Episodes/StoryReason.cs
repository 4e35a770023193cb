namespace Tocsin.Engine.Episodes;

/// <summary>Why there is a line in an alarm's story and no processing record.</summary>
public static class StoryReason
{
    /// <summary>The policy isn't in effect now.</summary>
    public const string OutsideHours = "outside-hours";

    /// <summary>It is over, and nobody was told that it had begun.</summary>
    public const string NeverTold = "never-told";

    /// <summary>Somebody takes care.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>The package's skip-delay has passed.</summary>
    public const string BeganTooLongAgo = "began-too-long-ago";
}
