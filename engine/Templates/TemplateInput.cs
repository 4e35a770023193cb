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
}
