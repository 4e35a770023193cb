using System.Text;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>Writes alarm records and counts them into their episodes; puts those of one check into their defined order.</summary>
internal sealed class AlarmWriter(PartitionState state)
{
    private static readonly string[] _scopes = ["", "SERVICE", "SERVICE_INSTANCE", "ENDPOINT", "SERVICE_RELATION", "SERVICE_INSTANCE_RELATION", "ENDPOINT_RELATION"];
    private readonly List<(int Order, int Entity, int Written, AlarmMessage Alarm)> _pending = [];

    /// <summary>An alarm of a rule. The cycle is that of the window.</summary>
    public void Write(int windowNumber, ref CycleState cycle, Telling telling)
    {
        ref var window = ref state.Windows[windowNumber];
        var plan = state.Plan.Rules[window.Rule];
        var alarm = Start(window.Entity, plan.Rule.Name, plan.Rule.Announcement, telling);
        alarm.Count = (uint)plan.Rule.Count;
        alarm.PeriodMinutes = (uint)plan.Rule.PeriodMinutes;
        alarm.Matched = (uint)WindowOps.Matched(window, plan, telling.Minute);
        AddValue(alarm, window, telling);
        Number(alarm, plan.Rule.Fingerprint, window.Entity, telling, ref cycle);
        Word(alarm, plan.Rule.Announcement, ref cycle);
        _pending.Add((plan.Order, window.Entity, _pending.Count, alarm));
    }

    /// <summary>An alarm of a composite rule.</summary>
    public void Write(CompositePlan plan, int entity, ref CycleState cycle, Telling telling)
    {
        var alarm = Start(entity, plan.Rule.Name, plan.Rule.Announcement, telling);
        alarm.PeriodMinutes = (uint)plan.Parts[0].Rule.PeriodMinutes;
        foreach (var part in plan.Parts)
        {
            var window = state.FindWindow(entity, part);
            if (window >= 0 && (telling.State != AlarmState.Firing || WindowOps.Matched(state.Windows[window], part, telling.Minute) >= part.Rule.Count))
            {
                AddValue(alarm, state.Windows[window], telling);
            }
        }

        Number(alarm, plan.Rule.Fingerprint, entity, telling, ref cycle);
        Word(alarm, plan.Rule.Announcement, ref cycle);
        _pending.Add((plan.Order, entity, _pending.Count, alarm));
    }

    /// <summary>Hands over what was written since the last time, in order.</summary>
    public void Flush(DetectorOutput output)
    {
        if (_pending.Count > 0)
        {
            FlushPending(output);
        }
    }

    private void FlushPending(DetectorOutput output)
    {
        _pending.Sort(Compare);
        foreach (var (_, _, _, alarm) in _pending)
        {
            output.Alarms.Add(alarm);
        }

        _pending.Clear();
    }

    /// <summary>By rule and entity; what is said of both in one check stays in the order in which it was written.</summary>
    private int Compare((int Order, int Entity, int Written, AlarmMessage Alarm) left, (int Order, int Entity, int Written, AlarmMessage Alarm) right)
    {
        var order = left.Order.CompareTo(right.Order);
        order = order != 0 ? order : EntityState.Compare(state.Entities[left.Entity], state.Entities[right.Entity]);
        return order != 0 ? order : left.Written.CompareTo(right.Written);
    }

    private AlarmMessage Start(int entityNumber, string ruleName, Announcement announcement, Telling telling)
    {
        ref var entity = ref state.Entities[entityNumber];
        var alarm = new AlarmMessage
        {
            ScopeId = entity.Scope,
            Scope = _scopes[entity.Scope],
            Name = entity.ShownName(),
            Id0 = Encoding.UTF8.GetString(entity.Id0),
            Id1 = Encoding.UTF8.GetString(entity.Id1),
            RuleName = ruleName,
            RecoveryTime = telling.State is AlarmState.Recovered or AlarmState.Closed ? telling.TimeMs : 0,
            State = telling.State,
            Reason = telling.Reason,
            TimeMs = telling.TimeMs,
            RuleVersion = state.Plan.Set.Version,
        };
        alarm.Attributes.Add(Entity.Parser.ParseFrom(entity.Attributes).Attributes);
        alarm.Hooks.Add(announcement.Hooks);
        if (announcement.Tags.Length > 0)
        {
            alarm.Tags = new AlarmTags { Data = { announcement.Tags.Select(tag => new KeyStringValuePair { Key = tag.Key, Value = tag.Value }) } };
        }

        return alarm;
    }

    /// <summary>For a firing the newest matching value, for all else the newest one.</summary>
    private void AddValue(AlarmMessage alarm, in WindowState window, Telling telling)
    {
        var plan = state.Plan.Rules[window.Rule];
        if (telling.State == AlarmState.Firing)
        {
            var minute = WindowOps.NewestMatch(window, plan, telling.Minute);
            alarm.Values.Add(AlarmText.Observed(plan.Rings.At(window.Values, minute), minute, plan.Rule, state.Labels));
        }
        else if (window.Latest.Which != Which.Nothing)
        {
            alarm.Values.Add(AlarmText.Observed(window.Latest, window.Newest, plan.Rule, state.Labels));
        }
    }

    private void Number(AlarmMessage alarm, string fingerprint, int entity, Telling telling, ref CycleState cycle)
    {
        Cycle.Begin(ref cycle, alarm.TimeMs);
        alarm.StartTime = cycle.StartMs;
        alarm.Sequence = (uint)cycle.Sequence;
        alarm.Id = AlarmId.Of(alarm.RuleName, fingerprint, state.Entities[entity], cycle, telling);
        alarm.EpisodeId = cycle.EpisodeId ??= alarm.Id;
    }

    private static void Word(AlarmMessage alarm, Announcement announcement, ref CycleState cycle)
    {
        alarm.AlarmMessage_ = alarm.State == AlarmState.Firing || cycle.Text is null ? AlarmText.Render(announcement.Message, alarm) : cycle.Text;
        cycle.Text = alarm.State == AlarmState.Firing ? alarm.AlarmMessage_ : cycle.Text;
    }
}
