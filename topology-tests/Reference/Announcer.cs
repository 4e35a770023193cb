using System.Globalization;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Reference;

/// <summary>Puts what is to be said into an alarm, and keeps the episode's book. Ids are counted: they are unique by construction.</summary>
internal sealed class Announcer
{
    private int _episodes;

    public required string RuleVersion { get; set; }

    public AlarmMessage Tell(Subject subject, Who who, Naming naming, Tale tale, Telling telling)
    {
        var episode = tale.Episode ??= new($"episode-{++_episodes}", telling.TimeMs);
        episode.Records++;
        var text = telling.State == AlarmState.Firing ? null : episode.FiringText;
        text ??= Text(subject, who, naming, telling);
        episode.FiringText = telling.State == AlarmState.Firing ? text : episode.FiringText;
        if (telling.EndsEpisode || !subject.Announcement.Recovery)
        {
            tale.Episode = null;
            tale.Row = 0;
        }

        var alarm = Message(subject, who, naming, episode, telling);
        alarm.AlarmMessage_ = text;
        return alarm;
    }

    private AlarmMessage Message(Subject subject, Who who, Naming naming, Episode episode, Telling telling)
    {
        var alarm = new AlarmMessage
        {
            ScopeId = who.Scope,
            Scope = ScopeName(who.Scope),
            Name = naming.Shown(who),
            Id0 = who.Id0,
            Id1 = who.Id1,
            RuleName = subject.Name,
            StartTime = episode.StartMs,
            Id = episode.Records == 1 ? episode.Id : $"{episode.Id}.{episode.Records}",
            RecoveryTime = telling.EndsEpisode ? telling.TimeMs : 0,
            State = telling.State,
            Reason = telling.Reason,
            EpisodeId = episode.Id,
            Sequence = episode.Records,
            TimeMs = telling.TimeMs,
            RuleVersion = RuleVersion,
            PeriodMinutes = subject.PeriodMinutes,
            Count = subject.Count,
            Matched = (uint)telling.Matched,
            Values = { telling.Values },
            Attributes = { naming.Attributes },
            Hooks = { subject.Announcement.Hooks },
        };
        if (!subject.Announcement.Tags.IsEmpty)
        {
            alarm.Tags = new() { Data = { subject.Announcement.Tags.Select(tag => new KeyStringValuePair { Key = tag.Key, Value = tag.Value }) } };
        }

        return alarm;
    }

    private static string Text(Subject subject, Who who, Naming naming, Telling telling)
    {
        var words = new Dictionary<string, string>
        {
            ["name"] = naming.Shown(who),
            ["id"] = who.Id0,
            ["value"] = string.Join(", ", telling.Values.Select(ValueText)),
            ["threshold"] = telling.Values.IsEmpty ? subject.Threshold : string.Join(", ", telling.Values.Select(value => value.Threshold)),
            ["count"] = telling.Matched.ToString(CultureInfo.InvariantCulture),
            ["period"] = subject.PeriodMinutes.ToString(CultureInfo.InvariantCulture),
        };
        return subject.Announcement.Message.Render(words, key => naming.Attributes.GetValueOrDefault(key));
    }

    private static string ValueText(ObservedValue value) =>
        value.ValueCase == ObservedValue.ValueOneofCase.Integer
            ? value.Integer.ToString(CultureInfo.InvariantCulture)
            : value.Real.ToString("R", CultureInfo.InvariantCulture);

    private static string ScopeName(int scope) => scope switch
    {
        1 => "SERVICE",
        2 => "SERVICE_INSTANCE",
        3 => "ENDPOINT",
        4 => "SERVICE_RELATION",
        5 => "SERVICE_INSTANCE_RELATION",
        6 => "ENDPOINT_RELATION",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "expected one of the scopes of metric.proto"),
    };
}
