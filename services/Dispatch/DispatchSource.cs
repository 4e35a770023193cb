namespace Tocsin.Dispatch;

/// <summary>Where Dispatch learns what to tell to whom.</summary>
public enum DispatchSource
{
    /// <summary>From the commands topic: Converge decides, and gets to know what came of it.</summary>
    Commands,

    /// <summary>From the alarms topic: hooks and routes decide, without Converge.</summary>
    Alarms,
}
