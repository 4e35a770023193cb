using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>
/// How a window is saved: rule, flags, newest minute and value; then the matching minutes with their values, from the newest back, and
/// silence and episode, if there are any.
/// </summary>
internal sealed class WindowRecord(PartitionState state)
{
    private const int FlagBits = 3;
    private const int LatestMask = (1 << ObservedRecord.KindBits) - 1;

    /// <summary>Whether the condition was true is for the composite rules of the same check.</summary>
    private const WindowFlags SavedFlags = WindowFlags.Visited | WindowFlags.Watched;
    private const byte MatchesBit = 0x40;
    private const byte CycleBit = 0x80;

    public void Write(StateWriter writer, in WindowState window, int baseMinute)
    {
        var plan = state.Plan.Rules[window.Rule];
        var first = MatchingMinutes.First(window, plan, baseMinute);
        var matches = MatchingMinutes.Count(window, plan, first);
        var head = (int)(window.Flags & SavedFlags) | (ObservedRecord.Kind(window.Latest) << FlagBits) | (matches > 0 ? MatchesBit : 0) | (window.Cycle >= 0 ? CycleBit : 0);
        writer.Number(window.Rule);
        writer.Byte((byte)head);
        writer.Signed(baseMinute - window.Newest);
        ObservedRecord.Write(writer, window.Latest, state.Labels);
        if (matches > 0)
        {
            WriteMatches(writer, window, plan, first, matches, baseMinute);
        }

        if (window.Cycle >= 0)
        {
            CycleRecord.Write(writer, state.Cycles[window.Cycle]);
        }
    }

    /// <summary>Adds the window to the state and returns its number.</summary>
    public int Read(ref StateReader reader, int entity, int metric, int baseMinute, int nextCheck)
    {
        var plan = state.Plan.Rules[reader.Number("the position of a rule", state.Plan.Rules.Length - 1)];
        if (plan.Metric != metric)
        {
            throw reader.Broken($"a window of rule '{plan.Rule.Name}' stands under metric '{state.Plan.Metrics[metric]}', expected '{plan.Rule.Metric}'");
        }

        var head = reader.Byte();
        var number = state.AddWindow(entity, plan);
        ref var window = ref state.Windows[number];
        window.Newest = reader.Before(baseMinute, "the newest minute", Minutes.Last, lowest: -1);
        window.Latest = ObservedRecord.Read(ref reader, (head >> FlagBits) & LatestMask, plan, state.Labels);
        if ((head & MatchesBit) != 0)
        {
            ReadMatches(ref reader, ref window, plan);
        }

        if ((head & CycleBit) != 0)
        {
            state.CycleOf(ref window.Cycle) = CycleRecord.Read(ref reader);
        }

        Enlist(number, plan, (WindowFlags)head & SavedFlags, nextCheck);
        return number;
    }

    private void WriteMatches(StateWriter writer, in WindowState window, RulePlan plan, int first, int matches, int baseMinute)
    {
        writer.Number(matches);
        var last = window.Newest;
        for (; matches > 0; matches--)
        {
            var minute = MatchingMinutes.Last(window, plan, first, last);
            var value = MatchingMinutes.HasValue(window, plan, minute, baseMinute) ? plan.Rings.At(window.Values, minute) : default;
            writer.Number(((last - minute) << ObservedRecord.KindBits) | ObservedRecord.Kind(value));
            ObservedRecord.Write(writer, value, state.Labels);
            last = minute - 1;
        }
    }

    private void ReadMatches(ref StateReader reader, ref WindowState window, RulePlan plan)
    {
        var last = window.Newest;
        var first = Math.Max(0, last - MatchingMinutes.Reach(plan) + 1);
        for (var left = reader.Number("the number of matching minutes", last - first + 1); left > 0; left--)
        {
            var head = reader.Number("the distance of a matching minute", (Math.Max(0, last - first) << ObservedRecord.KindBits) | LatestMask);
            var minute = last - (head >> ObservedRecord.KindBits);
            if (minute < first)
            {
                throw reader.Broken($"matching minute {minute} is out of reach, expected {first} to {last}");
            }

            WindowOps.Set(ref window, plan, minute, matches: true);
            ReadMatch(ref reader, ref window, plan, minute, head & LatestMask);
            last = minute - 1;
        }
    }

    private void ReadMatch(ref StateReader reader, ref WindowState window, RulePlan plan, int minute, int kind)
    {
        var value = ObservedRecord.Read(ref reader, kind, plan, state.Labels);
        if (value.Which != Which.Nothing)
        {
            window.Values = window.Values < 0 ? plan.Rings.Add() : window.Values;
            plan.Rings.At(window.Values, minute) = value;
        }
    }

    /// <summary>A watch may have been planned for earlier than this, but would only have planned another then.</summary>
    private void Enlist(int number, RulePlan plan, WindowFlags flags, int nextCheck)
    {
        if ((flags & WindowFlags.Visited) != 0)
        {
            state.Visit(number);
        }

        if ((flags & WindowFlags.Watched) != 0)
        {
            state.Watch(number, Math.Max(nextCheck, state.Windows[number].Newest + plan.Rule.NoDataAfterMinutes));
        }
    }
}
