using System.Collections.Immutable;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Channels;

/// <summary>One message for one receiver, as often as it has to be tried.</summary>
internal sealed record OutgoingMessage
{
    /// <summary>The same at every attempt, after a crash too: by it receivers know repetitions.</summary>
    public required string Id { get; init; }

    /// <summary>At least one, in the order of the log. More than the channel tells in one message make a digest.</summary>
    public required ImmutableArray<AlarmMessage> Alarms { get; init; }

    /// <summary>The time that signatures carry.</summary>
    public required long NowMs { get; init; }

    /// <summary>Sent by hand to try the receiver; the text says so.</summary>
    public bool IsTest { get; init; }

    /// <summary>Not of the present but of a replay; the text says so.</summary>
    public bool IsReplay { get; init; }

    /// <summary>Its alarms are told together, however few they are.</summary>
    public bool IsSummary { get; init; }

    /// <summary>So many more alarms are told by their number alone.</summary>
    public uint More { get; init; }

    /// <summary>Why alarms are told, by their ids; those that no policy is about aren't among them.</summary>
    public ImmutableDictionary<string, ErrandWords> Errands { get; init; } = ImmutableDictionary<string, ErrandWords>.Empty;

    /// <summary>What is asked, null if nothing is.</summary>
    public Errand? Asks { get; init; }

    /// <summary>Where a question can be answered, empty if nowhere or if nothing is asked. Whoever has it can answer: it is a secret.</summary>
    public string AnswerUrl { get; init; } = "";

    /// <summary>The part of <see cref="AnswerUrl"/> that nobody but the receiver may see; empty if there is none.</summary>
    public string AnswerToken { get; init; } = "";

    /// <summary>It tells of several alarms.</summary>
    public bool IsDigest => Alarms.Length > 1 || More > 0;

    /// <summary>For the templates of a hook.</summary>
    /// <param name="text">What %s stands for.</param>
    /// <param name="links">The links of the settings.</param>
    public TemplateInput ToInput(string text, TemplateLinks links) => new()
    {
        Alarms = Alarms,
        Message = text,
        Links = links,
        IsTest = IsTest,
        IsReplay = IsReplay,
        More = More,
        IsQuestion = Asks is not null,
        Errands = Errands,
    };
}
