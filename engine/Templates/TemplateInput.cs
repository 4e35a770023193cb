using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Templates;

/// <summary>What a template is filled with.</summary>
public sealed record TemplateInput
{
    /// <summary>At least one; several make a digest.</summary>
    public required ImmutableArray<AlarmMessage> Alarms { get; init; }

    /// <summary>What %s and {{message}} stand for: the alarm's own message or the digest's text, as much of it as fits.</summary>
    public required string Message { get; init; }

    public TemplateLinks Links { get; init; } = TemplateLinks.None;

    /// <summary>Goes over every text of an alarm, to take from it what would mean something to the receiver.</summary>
    public Func<string, string> Clean { get; init; } = text => text;

    public bool IsTest { get; init; }

    public bool IsReplay { get; init; }

    /// <summary>So many more alarms are told by their number alone.</summary>
    public uint More { get; init; }

    /// <summary>It asks whether a package may run.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Why alarms are told, by their ids; those that no policy is about aren't among them.</summary>
    public ImmutableDictionary<string, ErrandWords> Errands { get; init; } = ImmutableDictionary<string, ErrandWords>.Empty;

    /// <summary>It tells of several alarms.</summary>
    public bool IsDigest => Alarms.Length > 1 || More > 0;
}
