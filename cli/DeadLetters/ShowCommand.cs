using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.DeadLetters;

/// <summary><c>tocsin dlq show</c>.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var place = Place.Argument(ArgumentArity.ExactlyOne);
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "show",
            "Shows everything about one dead letter: headers, the value decoded, and for a delivery what the ledger says of it.",
            ("one of the list", "tocsin dlq show 0@12"),
            ("the alarm it would have told", "tocsin dlq show 0@12 -o json | jq .value.delivery.alarm"))
        {
            place, output,
        };
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            var letter = Find(client, topics, result.GetRequiredValue(place).Single());
            using var ledger = new Ledger(client, topics, [letter]);
            if (result.GetRequiredValue(output) == OutputOption.Json)
            {
                WriteJson(letter, ledger.Table, topics, terminal);
            }
            else
            {
                new LetterText(letter, ledger.Table, topics, terminal).Write();
            }

            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    internal static void WriteJson(Letter letter, LedgerTable ledger, Topics topics, Terminal terminal) => JsonOutput.Write(terminal.Out, new
    {
        Letter = LetterReport.Of(letter, ledger.StatusOf(letter)),
        Key = letter.Record.Key is { } key ? Encoding.UTF8.GetString(key) : null,
        Headers = HeaderTexts.Of(letter.Record).Select(header => new { Name = header.Key, header.Value }),
        Ledger = ledger.StateOf(letter) is { } state ? JsonNode.Parse(JsonFormatter.Default.Format(state)) : null,
        Value = DecodedValue.Of(letter, topics) is { } json ? JsonNode.Parse(json) : null,
        ValueBase64 = letter.Record.Value is { } value ? Convert.ToBase64String(value) : null,
    });

    private static Letter Find(ClientSettings client, Topics topics, Place place) =>
        Letters.Read(client, topics, letter => letter.Place == place, withContent: true).FirstOrDefault()
        ?? throw new StageFailureException($"there is no dead letter {place} in {topics.DeadLetters}; 'tocsin dlq list' shows those there are");
}
