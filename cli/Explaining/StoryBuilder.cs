using Tocsin.Cli.Acting;
using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>Puts the story of an episode together: its alarms and acknowledgements in the order of time, under each alarm what followed from it.</summary>
internal sealed class StoryBuilder(Material material)
{
    private readonly RecordStory _records = new(material);

    /// <param name="samplesOf">The samples behind an alarm.</param>
    public List<StoryNode> Build(Func<AlarmMessage, IEnumerable<StoryNode>> samplesOf)
    {
        var nodes = material.Alarms.Select((alarm, index) => Node(alarm, index == 0 ? samplesOf(alarm.Value) : []))
            .Concat(material.Acknowledgements.Select(ack => new StoryNode("ack", ack.TimeMs, ActionText.Of(ack.Value), ack.Value)))
            .OrderBy(node => node.TimeMs)
            .ToList();
        var told = material.Alarms.Select(alarm => alarm.Value.Id).ToHashSet();
        nodes.AddRange(material.Records.Values.Where(states => states.Count > 0 && !told.Contains(states[^1].Value.AlarmId)).Select(_records.Node).OrderBy(node => node.TimeMs));
        return nodes;
    }

    private StoryNode Node(Logged<AlarmMessage> logged, IEnumerable<StoryNode> samples)
    {
        var alarm = logged.Value;
        var facts = AlarmLine.Facts(alarm);
        var origin = alarm.Origin is { } from ? $", from {from.Topic}[{from.Partition}]@{from.Offset}" : "";
        var version = alarm.RuleVersion.Length > 0 ? $", rules {alarm.RuleVersion}" : "";
        var why = alarm.Reason == AlarmReason.Unspecified ? "" : $" ({EnumWord.Of(alarm.Reason)})";
        var node = new StoryNode("alarm", logged.TimeMs, $"{StateWord.Of(alarm.State)}{why}: {facts}{version}, alarm {alarm.Id}{origin}", alarm);
        node.Children.AddRange(samples);
        List<StoryNode> followed =
        [
            .. material.Signals.Where(signal => signal.Value.Alarm.Id == alarm.Id).Select(signal => new StoryNode("signal", signal.TimeMs, $"signal: {ActionText.Matches(signal.Value)}", signal.Value)),
            .. material.Lines.Where(line => line.Value.AlarmId == alarm.Id).Select(Node),
            .. RecordsOf(alarm.Id),
            .. UndecidedRequests(alarm.Id),
            .. _records.DeliveriesWithoutRecord(alarm.Id),
        ];
        node.Children.AddRange(followed.OrderBy(child => child.TimeMs));
        return node;
    }

    private static StoryNode Node(Logged<StoryLine> line)
    {
        var value = line.Value;
        var what = string.Join(", ", new[] { Named("policy", value.Policy), Named("package", value.Package) }.Where(part => part.Length > 0));
        return new("line", value.TimeMs > 0 ? value.TimeMs : line.TimeMs, $"{(what.Length > 0 ? $"{what}: " : "")}{value.Reason}: {value.Sentence}", value);
    }

    private IEnumerable<StoryNode> RecordsOf(string alarmId) =>
        material.Records.Values.Where(states => states.Count > 0 && states[^1].Value.AlarmId == alarmId).Select(_records.Node);

    /// <summary>What was asked for and has no record: it stands before the storm guard's partition, or the record is gone.</summary>
    private IEnumerable<StoryNode> UndecidedRequests(string alarmId) => material.Requests
        .Where(request => request.Value.Alarm.Id == alarmId && material.Records.GetValueOrDefault(Collector.RecordOf(request.Value)) is not { Count: > 0 })
        .DistinctBy(request => Collector.RecordOf(request.Value))
        .Select(request => new StoryNode("request", request.TimeMs, $"{ActionText.Of(request.Value)}: there is no record of it", request.Value));

    private static string Named(string name, string value) => value.Length > 0 ? $"{name} {value}" : "";
}
