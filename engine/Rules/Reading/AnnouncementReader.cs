using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads the keys that rules and composite rules share: silence, recovery, message, tags and hooks.</summary>
internal sealed class AnnouncementReader(FileDefaults defaults, HookNames hooks)
{
    public static IReadOnlyCollection<string> Keys { get; } =
        ["silence-period", "recovery", "recovery-observation-period", "message", "tags", "hooks", "evaluate"];

    public Announcement Read(Section section, string name, int silencePeriod) => new()
    {
        SilencePeriod = Silence(section) ?? silencePeriod,
        Recovery = section.Flag("recovery") ?? defaults.Recovery,
        RecoveryObservationPeriod = section.Whole("recovery-observation-period", 0, Limits.MaxChecks) ?? defaults.RecoveryObservationPeriod,
        Message = Message(section, name),
        Tags = section.Pairs("tags"),
        Hooks = Hooks(section),
    };

    private static int? Silence(Section section)
    {
        var silence = section.Whole("silence-period", int.MinValue, Limits.MaxChecks);
        if (silence >= 0 || silence is null)
        {
            return silence;
        }

        section.Problems.Warn(section.At("silence-period"), "negative-silence", "a negative 'silence-period' means 0: no silence");
        return 0;
    }

    private static MessageTemplate Message(Section section, string name)
    {
        if (section.Scalar("message") is not { Text.Length: > 0 } scalar)
        {
            return MessageTemplate.Parse($"Alarm caused by Rule {name}");
        }

        var message = MessageTemplate.Parse(scalar.Text);
        foreach (var unknown in message.Unknown)
        {
            var column = scalar.ColumnOf(scalar.Text.IndexOf($"{{{unknown}}}", StringComparison.Ordinal));
            section.Problems.Error(scalar.Line, column, "unknown-placeholder",
                $"nothing fills {{{unknown}}}{Spelling.Hint(unknown, [.. MessageTemplate.Words, "entity.<attribute>"])}");
        }

        if (!message.NamesEntity && section.Flag("only-as-condition") != true)
        {
            section.Problems.Warn(scalar, "message-without-name", "the message doesn't say which entity it is about: {name} is missing");
        }

        return message;
    }

    private ImmutableArray<string> Hooks(Section section)
    {
        var named = section.Texts("hooks");
        foreach (var hook in named)
        {
            hooks.Check(hook, section.Problems);
        }

        return [.. named.Select(hook => hook.Text).Distinct()];
    }
}
