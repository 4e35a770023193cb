using Tocsin.Cli.Tailing;

namespace Tocsin.Cli.DeadLetters;

/// <summary>A dead letter in one line: where it stands, when, of which stage and class, what it is about, what became of it, and what was wrong.</summary>
internal static class LetterLine
{
    public static string Of(Letter letter, LetterStatus status, Terminal terminal) =>
        $"{letter.Place}  {LogTime.Text(letter.TimeMs)}  {OneLine.Of(letter.Stage)}  {OneLine.Of(letter.ErrorClass)}  {About(letter, terminal)}  {StatusWord.Painted(status, terminal)}  {OneLine.Of(letter.Message)}";

    /// <summary>A delivery goes by its receiver and alarm, anything else by its place in the log.</summary>
    public static string About(Letter letter, Terminal terminal)
    {
        var subject = letter.Subject;
        var alarm = subject.State is { } state
            ? $"  {StateWord.Painted(state, terminal)}  {OneLine.Of(subject.Rule ?? "")}  {terminal.Bold(OneLine.Of(subject.Entity ?? ""))}"
            : subject.Entity is { Length: > 0 } entity ? $"  {terminal.Bold(OneLine.Of(entity))}" : "";
        return $"{OneLine.Of(subject.Receiver ?? letter.Note?.Source ?? "?")}{alarm}";
    }
}
