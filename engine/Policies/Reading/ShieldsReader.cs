using NodaTime;
using NodaTime.Text;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Rules.Reading;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads what is not to be told.</summary>
internal sealed class ShieldsReader(DeclaredNames policies, RuleNames rules)
{
    /// <summary>Before the name of a shield in a file; shields made by command have other ids.</summary>
    public const string IdPrefix = "file/";
    private static readonly string[] _keys = ["name", "comment", "match", "from", "until", "times"];

    private static readonly OffsetDateTimePattern[] _timePatterns =
        [OffsetDateTimePattern.ExtendedIso, OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>")];

    private readonly DeclaredNames _names = new("shield");

    /// <summary>In the order of the files.</summary>
    public List<Shield> All { get; } = [];

    public void Read(Section file)
    {
        foreach (var section in SectionList.Open(file, "shields", "a shield", _keys))
        {
            All.Add(One(section));
        }
    }

    private Shield One(Section section)
    {
        var name = _names.Read(section);
        var from = Time(section, "from");
        var until = Time(section, "until");
        if (from >= until)
        {
            section.Problems.Error(section.At("until"), "shield-never-active", "the shield ends before it begins: 'until' is later than 'from'");
        }

        var shield = new Shield
        {
            Id = IdPrefix + name?.Text,
            FileName = name?.Text ?? "",
            Comment = section.Text("comment") ?? "",
            FromMs = from ?? 0,
            UntilMs = until ?? 0,
            Match = ShieldMatchReader.Read(section, policies.All),
        };
        shield.Times.Add(WeeklyTimesReader.Read(section, "times"));
        if (section.Find("match") is { } match && Section.Open(section.At("match"), match, "'match'", ShieldMatchReader.Keys, section.Problems) is { } opened)
        {
            rules.Check(opened);
        }

        if (name is not null && !section.Has("until") && !section.Has("times"))
        {
            section.Problems.Warn(name, "endless-shield", $"shield '{name.Text}' has neither 'until' nor 'times': what it is for is never told");
        }

        // The limits of what may stand in a topic; the pieces have been checked before.
        if (ShieldCheck.Problem(shield) is { Length: > 0 } problem && name is not null)
        {
            section.Problems.Error(name, "too-many", $"this is {problem}");
        }

        return shield;
    }

    /// <summary>Milliseconds since 1970; null if the key isn't there, or is in error.</summary>
    private static long? Time(Section section, string key)
    {
        if (section.Scalar(key) is not { } scalar)
        {
            return null;
        }

        foreach (var pattern in _timePatterns)
        {
            if (pattern.Parse(scalar.Text) is { Success: true } parsed && parsed.Value.ToInstant() is var instant && instant > Instant.FromUnixTimeMilliseconds(0))
            {
                return instant.ToUnixTimeMilliseconds();
            }
        }

        section.Problems.Error(scalar, "bad-time", $"'{key}' is a time such as 2026-11-21T20:00:00Z or 2026-11-21T21:00+01:00, not '{scalar.Text}'");
        return null;
    }
}
