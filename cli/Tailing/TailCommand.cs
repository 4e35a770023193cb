using System.CommandLine;
using Google.Protobuf;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary><c>tocsin tail alarms</c>: the alarms of a cluster as they come.</summary>
internal static class TailCommand
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(200);

    public static Command Create(Terminal terminal)
    {
        var tail = new Command("tail", "Shows what is written to a topic, as it comes.");
        tail.Add(Alarms(terminal));
        return tail;
    }

    private static TocsinCommand Alarms(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var output = OutputOption.Create();
        var fromBeginning = new Option<bool>("--from-beginning") { Description = "Begins with the first alarm there is" };
        var count = new Option<int?>("--count", "-n") { Description = "Ends after this many alarms" };
        var command = new TocsinCommand(
            "alarms",
            "Prints one line for each alarm, until interrupted.",
            ("the alarms from now on", "tocsin tail alarms --bootstrap 127.0.0.1:9092"),
            ("all there are, as JSON for another program", "tocsin tail alarms --from-beginning -o json | jq .ruleName"))
        {
            output, fromBeginning, count,
        };
        kafka.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() => Run(
            new TopicReader(kafka.Client(result), kafka.Topics(result).Alarms, result.GetValue(fromBeginning)),
            result.GetRequiredValue(output) == OutputOption.Json,
            result.GetValue(count),
            terminal,
            stop), CancellationToken.None));
        return command;
    }

    private static int Run(TopicReader topic, bool isJson, int? count, Terminal terminal, CancellationToken stop)
    {
        using var reader = topic;
        for (var left = count ?? int.MaxValue; left > 0 && !stop.IsCancellationRequested;)
        {
            if (reader.Read(_poll) is { } record)
            {
                terminal.Out.WriteLine(Line(record, isJson, terminal));
                left--;
            }
        }

        return ExitCode.Fine;
    }

    private static string Line(InputRecord record, bool isJson, Terminal terminal)
    {
        try
        {
            var alarm = AlarmMessage.Parser.ParseFrom(record.Value ?? []);
            return isJson ? JsonFormatter.Default.Format(alarm) : AlarmLine.Of(alarm, terminal);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return $"{record.Topic}[{record.Partition}]@{record.Offset} isn't an alarm: {exception.Message}";
        }
    }
}
