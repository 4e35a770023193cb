using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads who is told of a policy's alarms.</summary>
internal sealed class NoticeReader(ReceiverNames receivers)
{
    public const string Key = "notify";
    private static readonly string[] _keys = [SignalsReader.Key, "receivers", DefenseReader.Key, "repeat"];
    private static readonly YamlMapping _nothingSaid = new(1, 1, []);

    /// <summary>Null: nobody is told.</summary>
    public Notice? Read(Section policy)
    {
        var value = policy.Find(Key);
        if (Nothing.Is(value))
        {
            return null;
        }

        var owner = policy.KeyOf(Key) ?? policy.At(Key);
        return Section.Open(owner, value ?? _nothingSaid, "'notify'", _keys, policy.Problems) is { } section ? Told(section) : null;
    }

    private Notice Told(Section section)
    {
        var signals = SignalsReader.Read(section, SignalsReader.All);
        var names = receivers.Read(section, "receivers", isNeeded: false);
        if (DefenseReader.Names(section, DefenseAction.Summarise))
        {
            foreach (var name in names.Where(name => !ReceiverName.TakesDigests(name.Text)))
            {
                section.Problems.Error(name, "no-digests", $"'{name.Text}' opens an incident for each alarm and can't be told summaries; a policy of its own with 'defense: none' tells it everything");
            }
        }

        var repeat = Spans.Minutes(section, "repeat", 1, Spans.MinutesPerWeek);
        if (repeat is not null && !Begins(signals))
        {
            section.Problems.Error(section.KeyOf("repeat")!, "conflicting-keys", "nothing is repeated where neither firing nor no-data is told");
        }

        return new Notice
        {
            Signals = signals,
            Receivers = section.Has("receivers") ? [.. names.Select(name => name.Text)] : null,
            Defense = DefenseReader.OfNotice(section),
            RepeatMinutes = repeat ?? 0,
        };
    }

    /// <summary>Whether these states tell that something is wrong.</summary>
    public static bool Begins(ImmutableArray<AlarmState> signals) => signals.Contains(AlarmState.Firing) || signals.Contains(AlarmState.NoData);
}
