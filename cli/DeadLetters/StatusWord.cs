namespace Tocsin.Cli.DeadLetters;

internal static class StatusWord
{
    public static string Of(LetterStatus status) => status switch
    {
        LetterStatus.DeadAgain => "dead again",
        LetterStatus.Waiting => "waiting",
        LetterStatus.Delivered => "delivered",
        LetterStatus.Untold => "untold",
        LetterStatus.Redriven => "redriven",
        _ => "dead",
    };

    public static string Painted(LetterStatus status, Terminal terminal) => status switch
    {
        LetterStatus.Dead or LetterStatus.DeadAgain => terminal.Red(Of(status)),
        LetterStatus.Waiting => terminal.Yellow(Of(status)),
        _ => terminal.Green(Of(status)),
    };
}
