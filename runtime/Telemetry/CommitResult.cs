namespace Tocsin.Runtime.Telemetry;

/// <summary>The words commits are counted under.</summary>
public static class CommitResult
{
    public const string Committed = "committed";

    /// <summary>The group did not take the offsets, or the outputs did not arrive in time; the cycle goes on.</summary>
    public const string Refused = "refused";

    /// <summary>The transaction was aborted and is tried again.</summary>
    public const string Aborted = "aborted";

    /// <summary>Another instance has taken this one's place; it begins anew.</summary>
    public const string Fenced = "fenced";

    internal static IReadOnlyList<string> All { get; } = [Committed, Refused, Aborted, Fenced];
}
