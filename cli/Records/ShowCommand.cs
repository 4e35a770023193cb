using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Tocsin.Cli.Records;

/// <summary><c>tocsin records show</c>.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var id = new Argument<string>("RECORD") { Description = "The record's id, or the beginning of it, as 'tocsin records list' shows it" };
        var since = new SinceOption("Reads records that changed not earlier than this", TimeSpan.FromDays(7), TimeProvider.System);
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "show",
            "Shows everything about one processing record: what decided, its group and summary, what they tell, times, outcome and answers.",
            ("one of the list", "tocsin records show 1f2e3d4c"),
            ("the ids of all that its summary tells", "tocsin records show 1f2e3d4c -o json | jq -r '.members[].id'"))
        {
            id, output,
        };
        since.AddTo(command);
        kafka.AddTo(command);
        command.SetAction((result, _) => Task.Run(() =>
        {
            var (client, topics) = (kafka.Client(result), kafka.Topics(result));
            var family = RecordFamily.Read(result.GetRequiredValue(id), () => new Ledger(client, topics, since.Of(result)));
            if (result.GetRequiredValue(output) == OutputOption.Json)
            {
                WriteJson(family, terminal);
            }
            else
            {
                new RecordText(family, topics, terminal).Write();
            }

            return ExitCode.Fine;
        }, CancellationToken.None));
        return command;
    }

    internal static void WriteJson(RecordFamily family, Terminal terminal) => JsonOutput.Write(terminal.Out, new
    {
        Record = Node(family.Record),
        Group = Node(family.Group),
        Summary = Node(family.Summary),
        Members = family.Members.Select(Node),
        family.More,
    });

    private static JsonNode? Node(IMessage? message) => message is null ? null : JsonNode.Parse(JsonFormatter.Default.Format(message));
}
