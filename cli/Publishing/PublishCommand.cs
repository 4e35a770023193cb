using System.CommandLine;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Publishing;

/// <summary><c>tocsin publish</c>: samples by hand, or MetricRecords written as JSON.</summary>
internal static class PublishCommand
{
    private static readonly TimeSpan _flushTime = TimeSpan.FromSeconds(15);

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var sample = new SampleOptions();
        var json = new Option<bool>("--json") { Description = "Reads MetricRecords as JSON, one a line, from the standard input" };
        var command = new TocsinCommand(
            "publish",
            "Publishes samples to the metrics topic.",
            ("the response time of a service, now", "tocsin publish --metric service_resp_time --entity checkout --value 1500"),
            ("the same for each of the last three minutes", "tocsin publish --metric service_resp_time --entity checkout --value 1500 --minutes 3"),
            ("percentiles, by position", "tocsin publish --metric service_percentile --entity checkout --value 90,120,300,800,1500"),
            ("values by label", "tocsin publish --metric http_errors --entity checkout --value 500=12,503=3"),
            ("records as JSON", """echo '{"sample":{"metric":"cpu","entity":{"scope":1,"id0":"a"},"integer":"97"}}' | tocsin publish --json"""))
        {
            json,
        };
        sample.AddTo(command);
        kafka.AddTo(command);
        command.SetAction(result =>
        {
            var records = result.GetValue(json) ? FromJson(terminal.In) : sample.Records(result);
            var topic = kafka.Topics(result).Metrics;
            using var writer = new TopicWriter(kafka.Client(result));
            var count = 0;
            foreach (var record in records)
            {
                writer.Write(new OutputRecord(topic, Key(record), record.ToByteArray()));
                count++;
            }

            writer.Flush(_flushTime);
            terminal.Out.WriteLine($"{Plural.Of(count, "record")} published to {topic}");
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Of a batch the first entity's, since all of them belong into one partition.</summary>
    private static byte[]? Key(MetricRecord record)
    {
        var entity = record.Sample?.Entity ?? record.Batch?.Entities.FirstOrDefault();
        return entity is null ? null : EntityKey.Of(entity.Id0, entity.Id1);
    }

    private static IEnumerable<MetricRecord> FromJson(TextReader input)
    {
        var number = 0;
        while (input.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, number);
            }
        }
    }

    private static MetricRecord Parse(string line, int number)
    {
        try
        {
            return JsonParser.Default.Parse<MetricRecord>(line);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException or FormatException)
        {
            throw new StageFailureException($"line {number} isn't a MetricRecord: {exception.Message}; the records before it were published", exception);
        }
    }
}
