namespace Tocsin.Cli.Explaining;

/// <summary>A story for people: a line for each thing that happened, with its time and how long after the alarm, indented under what it followed from.</summary>
internal sealed class StoryText(long alarmMs, Terminal terminal)
{
    private const int TimeWidth = 24;
    private const int SinceWidth = 14;
    private const int MaxText = 1_000;

    public void Write(IEnumerable<StoryNode> nodes, int depth = 0)
    {
        foreach (var node in nodes)
        {
            var time = node.TimeMs > 0 ? IsoTime.Text(node.TimeMs) : "";
            var since = node.TimeMs > 0 ? Elapsed.Since(alarmMs, node.TimeMs) : "";
            var text = OneLine.Of(node.Text, MaxText);
            terminal.Out.WriteLine($"{time.PadRight(TimeWidth)}  {since.PadRight(SinceWidth)}{new string(' ', depth * 2)}{(depth == 0 ? terminal.Bold(text) : text)}");
            Write(node.Children, depth + 1);
        }
    }
}
