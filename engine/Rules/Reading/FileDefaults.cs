namespace Tocsin.Engine.Rules.Reading;

/// <summary>What the top of the file says for every rule that doesn't say it itself.</summary>
internal sealed record FileDefaults(bool OnArrival, bool Recovery, int RecoveryObservationPeriod, NoDataPolicy NoData, int? NoDataAfterMinutes)
{
    public static FileDefaults Read(Section file) => new(
        file.Choice("evaluate", Choices.Evaluate) ?? false,
        file.Flag("recovery") ?? true,
        file.Whole("recovery-observation-period", 0, Limits.MaxChecks) ?? 0,
        file.Choice("no-data", Choices.NoData) ?? NoDataPolicy.Recover,
        file.Whole("no-data-after", 1, Limits.MaxPeriodMinutes));
}
