using System.Runtime.CompilerServices;
using Tocsin.Engine.Samples;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <summary>What a rule makes of one sample.</summary>
internal ref struct Judgement
{
    /// <summary>The rule takes the sample: false only for labelled ones none of whose labels passes.</summary>
    public bool Taken;

    public bool Matches;

    /// <summary>The first value that matched, else the first that was compared; its label stands in <see cref="Label"/>.</summary>
    public ObservedBits Value;

    public ReadOnlySpan<byte> Label;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Judgement Of(in Sample sample, RulePlan plan) =>
        sample.Kind is ValueKind.Whole or ValueKind.Real ? OfOne(sample, plan) : OfMany(sample, plan);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Judgement OfOne(in Sample sample, RulePlan plan)
    {
        var isInteger = sample.Kind == ValueKind.Whole;
        var threshold = plan.FirstThreshold;
        var result = new Judgement { Taken = true };
        if (threshold is not null)
        {
            result.Matches = isInteger ? threshold.Matches(sample.Raw) : threshold.Matches(BitConverter.Int64BitsToDouble(sample.Raw));
            result.Value = new ObservedBits(sample.Raw, isInteger, Which.TheOnly);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Judgement OfMany(in Sample sample, RulePlan plan) =>
        sample.Kind == ValueKind.Several ? OfSeveral(sample, plan) : OfLabelled(sample, plan);

    private static Judgement OfSeveral(in Sample sample, RulePlan plan)
    {
        var result = new Judgement { Taken = true };
        var values = new ValueReader(sample);
        while (!result.Matches && values.MoveNext())
        {
            if (values.Position < plan.Rule.Thresholds.Length && plan.Rule.Thresholds[values.Position] is not null)
            {
                result.Compare(plan, values, Which.Position, values.Position);
            }
        }

        return result;
    }

    private static Judgement OfLabelled(in Sample sample, RulePlan plan)
    {
        var result = default(Judgement);
        var values = new ValueReader(sample);
        while (!result.Matches && values.MoveNext())
        {
            if (plan.Labels is null || plan.Labels.Passes(values.Label))
            {
                result.Taken = true;
                if (plan.Rule.Thresholds[0] is not null)
                {
                    result.Compare(plan, values, Which.Label, 0);
                }
            }
        }

        return result;
    }

    private static bool Matching(RulePlan plan, int position, bool isInteger, long raw) =>
        plan.Rule.Thresholds[position] is { } threshold
        && (isInteger ? threshold.Matches(raw) : threshold.Matches(BitConverter.Int64BitsToDouble(raw)));

    private void Compare(RulePlan plan, ValueReader values, Which which, int position)
    {
        Matches = Matching(plan, position, values.IsInteger, values.Raw);
        if (Matches || Value.Which == Which.Nothing)
        {
            Value = new ObservedBits(values.Raw, values.IsInteger, which) { Index = position };
            Label = values.Label;
        }
    }
}
