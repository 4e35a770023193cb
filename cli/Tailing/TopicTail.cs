using System.CommandLine;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Tailing;

/// <summary>Follows a topic and prints a line for each record that is wanted; the options and the loop of every <c>tocsin tail</c>.</summary>
internal sealed class TopicTail(string noun)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(200);
    private readonly KafkaOptions _kafka = new();
    private readonly Option<string> _output = OutputOption.Create();
    private readonly Option<bool> _fromBeginning = new("--from-beginning") { Description = $"Begins with the first {noun} there is" };
    private readonly Option<int?> _count = new("--count", "-n") { Description = $"Ends after this many {noun}s" };

    /// <param name="command">Gets the options and what it does.</param>
    /// <param name="topic">Which one to follow.</param>
    /// <param name="terminal">Where to print.</param>
    /// <param name="write">The line of a record, as JSON or not; null for one that isn't wanted.</param>
    public void AddTo(Command command, Func<Topics, string> topic, Func<ParseResult, Func<InputRecord, bool, string?>> write, Terminal terminal)
    {
        command.Options.Add(_output);
        command.Options.Add(_fromBeginning);
        command.Options.Add(_count);
        _kafka.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() =>
        {
            using var reader = new TopicReader(_kafka.Client(result), topic(_kafka.Topics(result)), result.GetValue(_fromBeginning));
            var line = write(result);
            var isJson = result.GetRequiredValue(_output) == OutputOption.Json;
            Follow(reader, record => line(record, isJson), result.GetValue(_count) ?? int.MaxValue, terminal, stop);
            return ExitCode.Fine;
        }, CancellationToken.None));
    }

    private static void Follow(TopicReader reader, Func<InputRecord, string?> line, int count, Terminal terminal, CancellationToken stop)
    {
        for (var left = count; left > 0 && !stop.IsCancellationRequested;)
        {
            if (reader.Read(_poll) is { } record && line(record) is { } text)
            {
                terminal.Out.WriteLine(text);
                left--;
            }
        }
    }
}
