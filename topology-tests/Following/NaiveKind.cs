namespace Tocsin.TopologyTests.Following;

internal enum NaiveKind
{
    Fires,
    LacksData,
    Ends,
    Acknowledged,

    /// <summary>A policy might tell it: steps count from then on.</summary>
    LetGo,

    /// <summary>A policy told it.</summary>
    Told,
    Withheld,
    Repeated,
    StepDone,
    RepeatPostponed,
    StepsPostponed,

    /// <summary>Something that may wait was asked for.</summary>
    Asked,
    TakenBack,
}
