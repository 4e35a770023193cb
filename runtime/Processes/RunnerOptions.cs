using System.Globalization;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Processes;

/// <summary>How often to commit and save, and what holds after a crash, as a user writes them.</summary>
internal static class RunnerOptions
{
    public const string ExactlyOnce = "exactly_once";
    public const string AtLeastOnce = "at_least_once";
    private const int MaximumMs = 3_600_000;

    /// <exception cref="StageFailureException">One can't be understood; the message says which and what was expected.</exception>
    public static RunnerSettings Parse(string guarantee, string commitMs, string stateMs) => new()
    {
        Guarantee = guarantee switch
        {
            ExactlyOnce => ProcessingGuarantee.ExactlyOnce,
            AtLeastOnce => ProcessingGuarantee.AtLeastOnce,
            _ => throw new StageFailureException($"the guarantee is '{guarantee}', expected {ExactlyOnce} or {AtLeastOnce}"),
        },
        CommitInterval = Interval("the commit interval", commitMs),
        StateInterval = Interval("the state interval", stateMs),
    };

    private static TimeSpan Interval(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is > 0 and <= MaximumMs
            ? TimeSpan.FromMilliseconds(ms)
            : throw new StageFailureException($"{name} is '{text}', expected milliseconds from 1 to {MaximumMs}");
}
