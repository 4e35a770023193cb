using System.Collections.Immutable;

namespace Tocsin.Engine.Scenarios;

public enum DifferenceKind
{
    /// <summary>An expected alarm didn't come.</summary>
    MissingAlarm,

    /// <summary>An alarm came that isn't listed.</summary>
    UnexpectedAlarm,

    /// <summary>An expected alarm came and says something else.</summary>
    DifferentAlarm,

    /// <summary>A sample that should have been turned away was not.</summary>
    MissingRejection,

    /// <summary>A sample was turned away, and that isn't listed.</summary>
    UnexpectedRejection,

    /// <summary>Of a test of policies: a decision, message or line of a story didn't come.</summary>
    MissingDecision,

    /// <summary>One came that isn't listed.</summary>
    UnexpectedDecision,

    /// <summary>It came and went otherwise.</summary>
    DifferentDecision,

    /// <summary>What the test does can't be done.</summary>
    Impossible,
}

/// <summary>One way in which what happened isn't what a scenario expects.</summary>
/// <param name="Kind">What sort of difference it is.</param>
/// <param name="Line">Of the expectation; of the test if nothing was expected.</param>
/// <param name="AtMs">When it should have happened, or did.</param>
/// <param name="What">The alarm, rejection or decision in one line.</param>
/// <param name="Fields">For a different alarm, what differs.</param>
/// <param name="Reasons">For a missing alarm, why it didn't come and what came instead, a sentence each.</param>
public sealed record Difference(
    DifferenceKind Kind, int Line, long AtMs, string What, ImmutableArray<FieldDifference> Fields, ImmutableArray<string> Reasons);
