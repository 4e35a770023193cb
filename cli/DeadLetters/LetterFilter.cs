using System.IO.Enumeration;

namespace Tocsin.Cli.DeadLetters;

/// <summary>Which dead letters are meant; what is null passes everything. Names may contain * and ?.</summary>
internal sealed record LetterFilter
{
    public string? Stage { get; init; }

    public string? ErrorClass { get; init; }

    public string? Receiver { get; init; }

    public string? Rule { get; init; }

    public string? Entity { get; init; }

    /// <summary>Inclusive.</summary>
    public long? SinceMs { get; init; }

    /// <summary>Exclusive.</summary>
    public long? UntilMs { get; init; }

    public bool Passes(Letter letter) =>
        Fits(Stage, letter.Stage)
        && Fits(ErrorClass, letter.ErrorClass)
        && Fits(Receiver, letter.Subject.Receiver)
        && Fits(Rule, letter.Subject.Rule)
        && Fits(Entity, letter.Subject.Entity)
        && !(letter.TimeMs < SinceMs)
        && !(letter.TimeMs >= UntilMs);

    private static bool Fits(string? pattern, string? name) =>
        pattern is null || (name is not null && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
