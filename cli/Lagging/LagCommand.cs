using System.CommandLine;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Cli.Lagging;

/// <summary><c>tocsin lag</c>: how far each stage has come in its input.</summary>
internal static class LagCommand
{
    private const string ClearScreen = "\u001b[H\u001b[2J";
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);

    public static Command Create(Terminal terminal)
    {
        var kafka = new KafkaOptions();
        var groups = new GroupOptions();
        var watch = new Option<bool>("--watch", "-w") { Description = "Again every 2 seconds, until interrupted" };
        var output = OutputOption.Create();
        var command = new TocsinCommand(
            "lag",
            "Says how far each stage has come in each partition of its input: what it committed, where the input ends, and how far that is behind. Reads only: it joins no group and commits nothing.",
            ("is anything behind?", "tocsin lag --bootstrap kafka:9092"),
            ("the demo of 'make run', as it goes", "tocsin lag --prefix demo --watch"),
            ("for programs: the stages that are more than a thousand records behind", "tocsin lag -o json | jq '.stages[] | select(.lag > 1000) | .stage'"))
        {
            watch, output,
        };
        groups.AddTo(command);
        kafka.AddTo(command);
        command.SetAction(async (result, stop) =>
        {
            var client = kafka.Client(result);
            var topics = kafka.Topics(result);
            var stages = groups.Stages(result, topics);
            using var cluster = new Cluster(client);
            using var log = new KafkaRecordedLog(client);
            var reader = new LagReader(log, cluster.Ends, cluster.Members);
            var isJson = result.GetRequiredValue(output) == OutputOption.Json;
            do
            {
                var lags = await Task.Run(() => reader.Read(stages, Partitions(cluster, stages, topics), stop), CancellationToken.None);
                terminal.Out.Write(result.GetValue(watch) && !isJson && terminal.HasColours ? ClearScreen : "");
                Write(lags, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), isJson, terminal);
            }
            while (result.GetValue(watch) && await Waited(stop));
            return ExitCode.Fine;
        });
        return command;
    }

    internal static void Write(IReadOnlyList<StageLag> lags, long nowMs, bool isJson, Terminal terminal)
    {
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, LagReport.Of(lags, nowMs));
        }
        else
        {
            LagText.Write(lags, nowMs, terminal);
        }
    }

    /// <exception cref="StageFailureException">None of the topics is there: most likely another prefix is meant.</exception>
    private static IReadOnlyDictionary<string, int> Partitions(Cluster cluster, IReadOnlyList<FollowedStage> stages, Topics topics)
    {
        var partitions = cluster.PartitionsOf(stages.Select(stage => stage.Topic).Distinct());
        return partitions.Count > 0 ? partitions : throw new StageFailureException($"there is no topic {topics.Metrics}, nor any other with the prefix {topics.Prefix}, or no ACL lets this client see them");
    }

    private static async Task<bool> Waited(CancellationToken stop)
    {
        try
        {
            await Task.Delay(_interval, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
