namespace Tocsin.TopologyTests.Reference;

/// <summary>Deliberate errors of the naive model, to show that the comparison on random cases would notice them.</summary>
internal enum PlantedBug
{
    None,
    SilenceOneShort,
    SilenceOneLong,
    LateOneMinuteEarly,
    LateOneMinuteGenerous,
    FutureAccepted,
    CountMustBeExceeded,
    WindowOneLong,
    RecoveryOneEarly,
    ObservationNotInterrupted,
    FirstValueOfMinuteWins,
    GraceIgnored,
    ClockRunsBackwards,
    LabelFilterIgnored,
    NameDecidedOnce,
    NoDataOneMinuteEarly,
    NoDataRepeated,
    GapsDoNotRecover,
    ArrivalOfOlderMinuteFires,
    ArrivalFiresAgainAtCheck,
    CompositeAtRestForEveryone,
    CompositeOverLastCheck,
    ActivationResetsEverything,
    OldestMatchTold,
}
