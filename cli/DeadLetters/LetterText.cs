using System.Text;
using Tocsin.Cli.Tailing;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.DeadLetters;

/// <summary>Everything there is to know of one dead letter, for people to read.</summary>
internal sealed class LetterText(Letter letter, LedgerTable ledger, Topics topics, Terminal terminal)
{
    private const int LabelWidth = 9;

    /// <summary>What the headers say is shown as facts, not as headers again.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OtherHeaders(Letter letter) =>
        HeaderTexts.Of(letter.Record).Where(header => !header.Key.StartsWith(DeadLetter.HeaderPrefix, StringComparison.Ordinal));

    public void Write()
    {
        terminal.Out.WriteLine($"{terminal.Bold(letter.Place.ToString())}  {LogTime.Text(letter.TimeMs)}  {OneLine.Of(letter.Stage)}  {OneLine.Of(letter.ErrorClass)}  {StatusWord.Painted(ledger.StatusOf(letter), terminal)}");
        Fact("about", LetterLine.About(letter, terminal));
        Fact("message", OneLine.Of(letter.Message, int.MaxValue));
        Fact("from", OneLine.Of(letter.Note?.Source ?? "?"));
        Fact("key", letter.Record.Key is { } key ? OneLine.Of(Encoding.UTF8.GetString(key)) : "none");
        foreach (var (name, value) in OtherHeaders(letter))
        {
            Fact("header", OneLine.Of($"{name}: {value}"));
        }

        WriteLedger();
        WriteValue();
    }

    private void WriteLedger()
    {
        if (ledger.StateOf(letter) is not { } state)
        {
            Fact("ledger", letter.IsDelivery ? "doesn't know this delivery" : "keeps deliveries only");
            return;
        }

        Fact("delivery", $"{state.Id}, {Plural.Of((int)state.Attempts, "attempt")}, redriven {state.Redriven} times, route '{OneLine.Of(state.Route)}'");
        Fact("ledger", OneLine.Of($"{StatusText(state)}: {state.Reason} {state.Detail}", int.MaxValue).TrimEnd(' ', ':'));
        foreach (var note in state.Notes)
        {
            Fact("attempt", Attempt(note));
        }
    }

    private static string StatusText(DeliveryState state) => state.SettledMs > 0 ? $"{DeliveryWord.Of(state.Status)} since {LogTime.Text(state.SettledMs)}" : DeliveryWord.Of(state.Status);

    private static string Attempt(AttemptNote note)
    {
        var together = note.Alarms > 1 ? $", one message of {note.Alarms} alarms" : "";
        var warning = note.Warning.Length > 0 ? $"; {note.Warning}" : "";
        return OneLine.Of($"{LogTime.Text(note.StartedMs)}  {note.DurationMs} ms  {note.Reason}  {note.MessageId}{together}{warning}", int.MaxValue);
    }

    private void WriteValue()
    {
        var value = letter.Record.Value ?? [];
        var cut = letter.Note?.WholeBytes is { } whole ? $" of {whole}; the rest was cut off" : "";
        Fact("value", letter.Record.Value is null ? "none" : $"{value.Length} bytes{cut}");
        var lines = DecodedValue.Of(letter, topics) is { } json ? json.Split('\n').Select(line => OneLine.Of(line, int.MaxValue)) : HexDump.Of(value);
        foreach (var line in lines)
        {
            terminal.Out.WriteLine($"  {line}");
        }
    }

    private void Fact(string label, string text) => terminal.Out.WriteLine($"  {label.PadRight(LabelWidth)} {text}");
}
