using Tocsin.Cli.Tailing;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.DeadLetters;

/// <summary>A dead letter for programs.</summary>
internal sealed record LetterReport(
    string Place,
    string Time,
    string Stage,
    string Class,
    string Message,
    string Status,
    string? Receiver,
    string? Rule,
    string? Entity,
    string? State,
    string? DeliveryId,
    LetterReport.LogPlace? Source)
{
    public static LetterReport Of(Letter letter, LetterStatus status) => new(
        letter.Place.ToString(),
        $"{LogTime.Text(letter.TimeMs)}Z",
        letter.Stage,
        letter.ErrorClass,
        letter.Message,
        StatusWord.Of(status),
        letter.Subject.Receiver,
        letter.Subject.Rule,
        letter.Subject.Entity,
        letter.Subject.State is { } state ? StateWord.Of(state) : null,
        letter.Subject.DeliveryId,
        letter.Note is { } note ? LogPlace.Of(note) : null);

    /// <summary>Where the record stood that became the letter.</summary>
    internal sealed record LogPlace(string Topic, int Partition, long Offset)
    {
        public static LogPlace Of(DeadLetterNote note) => new(note.Topic, note.Partition, note.Offset);
    }
}
