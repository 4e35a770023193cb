namespace Tocsin.Engine.Convergence;

/// <summary>What a record of the actions topic may ask for at most.</summary>
public static class ActionLimits
{
    /// <summary>A package may take so long.</summary>
    public const uint TimeoutSeconds = 86_400;
    public const uint WindowMinutes = 10_080;

    /// <summary>So many run freely: as many are remembered for each group that isn't created yet.</summary>
    public const uint Count = 10_000;

    /// <summary>Of one signal.</summary>
    public const int Matches = 1_000;

    /// <summary>Of all matches of one signal together, steps and notices included.</summary>
    public const int Calls = 5_000;

    /// <summary>Of one match.</summary>
    public const int Steps = 20;
    public const int Hours = 100;

    /// <summary>Between repeats, and before a step.</summary>
    public const uint LaterMinutes = 10_080;

    /// <summary>So many times are remembered for each circuit of the storm guard.</summary>
    public const uint StormLimit = 10_000;
    public const uint StormWithinSeconds = 3_600;
    public const uint StormOpenSeconds = 86_400;

    /// <summary>Texts of a shield, all together.</summary>
    public const int Patterns = 500;

    /// <summary>Of names, patterns and ids, in characters.</summary>
    public const int NameLength = 1_000;
    public const int CommentLength = 10_000;
}
