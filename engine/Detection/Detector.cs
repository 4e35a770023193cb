using Tocsin.Engine.Rules;
using Tocsin.Engine.Samples;

namespace Tocsin.Engine.Detection;

/// <summary>
/// Evaluates the rules over one partition of the metrics topic: a state machine whose only input is the partition's records and
/// whose only clock is the highest record timestamp seen.
/// </summary>
public sealed class Detector
{
    public Detector(RuleSet rules) => Rules = rules;

    public RuleSet Rules { get; private set; }

    /// <summary>The highest record timestamp so far; 0 before the first.</summary>
    public long ClockMs { get; private set; }

    /// <summary>
    /// Takes one record: moves the clock to its timestamp, runs the checks that fell due one minute after the other, then takes its
    /// samples. <paramref name="findRules"/> answers for the versions of activation records, null for one it doesn't have.
    /// </summary>
    public void Process(ReadOnlySpan<byte> record, long timestampMs, Func<string, RuleSet?> findRules, DetectorOutput output) =>
        throw new NotImplementedException();

    /// <summary>Moves the clock, never backwards, and runs the checks that fell due.</summary>
    public void Advance(long timestampMs, DetectorOutput output) => throw new NotImplementedException();

    /// <summary>Takes one sample at the present clock.</summary>
    public void Observe(in Sample sample, DetectorOutput output) => throw new NotImplementedException();

    /// <summary>
    /// Switches to another rule set. Rules with the same fingerprint keep windows, silence and episodes; open episodes of others are closed.
    /// </summary>
    public void Activate(RuleSet next, DetectorOutput output) => throw new NotImplementedException();

    /// <summary>Checks every rule and composite rule once for windows that end at this minute, which may be a minute already checked.</summary>
    internal void Check(int minute, DetectorOutput output) => throw new NotImplementedException();

    /// <summary>As <see cref="Observe"/>, but without the clock: the sample's time alone says where it goes, and nothing is too far ahead.</summary>
    internal void Place(in Sample sample, int nextCheckMinute, DetectorOutput output) => throw new NotImplementedException();
}
