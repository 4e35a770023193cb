using Tocsin.Runtime.Stages;

namespace Tocsin.Dispatch;

/// <summary>The source as a user writes it.</summary>
internal static class SourceOption
{
    public const string Commands = "commands";
    public const string Alarms = "alarms";

    /// <exception cref="StageFailureException">It is none.</exception>
    public static DispatchSource Parse(string text) => text switch
    {
        Commands => DispatchSource.Commands,
        Alarms => DispatchSource.Alarms,
        _ => throw new StageFailureException($"Dispatch can't tell from '{text}', expected {Commands} or {Alarms}"),
    };
}
