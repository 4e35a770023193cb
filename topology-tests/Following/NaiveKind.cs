namespace Tocsin.TopologyTests.Following;

internal enum NaiveKind
{
    Fires,
    LacksData,
    Ends,
    Acknowledged,

    /// <summary>A policy told it.</summary>
    Told,
    Repeated,
    StepDone,
    RepeatPostponed,
    StepsPostponed,

    /// <summary>Something that may wait was asked for.</summary>
    Asked,
    TakenBack,
}
