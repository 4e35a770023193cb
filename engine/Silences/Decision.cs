namespace Tocsin.Engine.Silences;

/// <summary>What a check decided for one rule and entity, and why: each value is one named reason.</summary>
internal enum Decision
{
    /// <summary>The condition is false and no episode is open.</summary>
    Quiet,

    /// <summary>The condition is true, but the silence of an earlier firing lasts.</summary>
    Silent,

    /// <summary>The condition is false in an open episode, not yet long enough.</summary>
    Observing,

    /// <summary>The condition is false in an open episode, but a sample is needed to tell.</summary>
    Waiting,

    Fire,
    FireAgain,
    Recover,
    CloseForNoData,
}
