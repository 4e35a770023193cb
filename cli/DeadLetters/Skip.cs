namespace Tocsin.Cli.DeadLetters;

/// <summary>Why a dead letter doesn't go back.</summary>
/// <param name="Reason">In a few words, the same for all of a kind: they are counted by it.</param>
/// <param name="IsFine">Nothing is amiss: there is no need to send it, or not again.</param>
internal sealed record Skip(string Reason, bool IsFine)
{
    public static Skip Repeated { get; } = new("the same delivery as another letter", IsFine: true);

    public static Skip NotOurs { get; } = new("not decodable: not a dead letter of Tocsin", IsFine: false);

    public static Skip Cut { get; } = new("not decodable: only a part of it was kept", IsFine: false);

    public static Skip NoDelivery { get; } = new("not decodable: not a delivery", IsFine: false);

    public static Skip UnknownTopic(string topic) => new($"topic unknown: {topic}", IsFine: false);

    /// <summary>Null for what is still dead.</summary>
    public static Skip? Of(LetterStatus status) => status switch
    {
        LetterStatus.Delivered => new("already delivered", IsFine: true),
        LetterStatus.Waiting => new("waiting again", IsFine: true),
        LetterStatus.Redriven => new("redriven before", IsFine: true),
        LetterStatus.Untold => new("the receiver isn't told of such alarms", IsFine: true),
        LetterStatus.DeadAgain => new("redriven and dead again: a newer letter tells of it", IsFine: true),
        _ => null,
    };
}
