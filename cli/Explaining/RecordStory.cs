using Tocsin.Cli.Acting;
using Tocsin.Cli.Records;
using Tocsin.Cli.Silences;
using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>The stories of processing records: what was decided and why, what was commanded, answered, delivered, and how it ended.</summary>
internal sealed class RecordStory(Material material)
{
    /// <param name="states">Of one record, at least one, the oldest first; the topic may have dropped some.</param>
    public StoryNode Node(List<Logged<ProcessingRecord>> states)
    {
        var record = states[^1].Value;
        var what = record.SummaryLevel != SummaryLevel.Unspecified && record.AlarmId.Length == 0
            ? $"summary of {Plural.Of((int)record.Count, "alarm")} by {ActionText.Package(record.Package, record.Receiver)}"
            : $"package {ActionText.Package(record.Package, record.Receiver)}";
        var of = record.Policy.Length > 0 ? $"policy {record.Policy}, " : record.By.Length > 0 ? $"by hand, by {record.By}, " : "";
        var cause = record.Cause.Length > 0 ? $", because of {record.Cause}{(record.Round > 0 ? $" {record.Round}" : "")}" : "";
        var about = record.AlarmId.Length > 0 && !material.Alarms.Exists(alarm => alarm.Value.Id == record.AlarmId) ? $" for {StateWord.Of(record.AlarmState)} {record.RuleName} of {record.Name}" : "";
        var node = new StoryNode("record", record.ReceivedMs, $"{of}{what}{cause}{about}: {ProcessingWord.Of(record.Status)}, record {record.Id}", record);
        return node.With(
        [
            .. Requests(record),
            .. states.DistinctBy(state => (state.Value.Status, state.Value.Reason)).Select(Node),
            .. Of(material.Commands, command => command.RecordId == record.Id, "command", command => $"command: {CommandText.Kind(command)} {CommandText.Of(command)}"),
            .. Of(material.Answers, answer => answer.RecordId == record.Id, "answer", ActionText.Of),
            .. Of(material.Withdrawals, withdrawal => withdrawal.RecordId == record.Id, "withdrawal", withdrawal => $"withdrawn: {withdrawal.Reason}: {withdrawal.Sentence}"),
            .. material.Deliveries.Values.Where(delivery => delivery.Delivery.Value.Errand?.RecordId == record.Id).Select(Node),
            .. States(state => state.RecordId == record.Id),
            .. Of(material.Outcomes, outcome => outcome.RecordId == record.Id, "outcome", outcome => $"outcome: {ActionText.Of(outcome)}"),
        ]);
    }

    /// <summary>Where Dispatch reads alarms itself, no record stands before a delivery.</summary>
    public IEnumerable<StoryNode> DeliveriesWithoutRecord(string alarmId) =>
    [
        .. material.Deliveries.Values.Where(delivery => delivery.Delivery.Value.Alarm?.Id == alarmId && !HasRecord(delivery.Delivery.Value.Errand?.RecordId)).Select(Node),
        .. States(state => state.AlarmId == alarmId && !HasRecord(state.RecordId)),
    ];

    private static IEnumerable<StoryNode> Of<T>(IEnumerable<Logged<T>> all, Func<T, bool> isMeant, string kind, Func<T, string> text)
        where T : Google.Protobuf.IMessage<T> => all.Where(each => isMeant(each.Value)).Select(each => new StoryNode(kind, each.TimeMs, text(each.Value), each.Value));

    private IEnumerable<StoryNode> Requests(ProcessingRecord record) => material.Requests
        .Where(request => Collector.RecordOf(request.Value) == record.Id)
        .DistinctBy(request => (request.Value.ShieldedBy, request.Value.BlockedBy))
        .Select(request => new StoryNode("request", request.TimeMs, $"asked for{Why(request.Value)}", request.Value));

    private string Why(Request request) =>
        request.ShieldedBy.Length > 0 ? $", shielded by silence {request.ShieldedBy}{Silence(request.ShieldedBy)}"
        : request.AcknowledgedBy.Length > 0 ? $", acknowledged by {request.AcknowledgedBy}"
        : request.BlockedBy.Length > 0 ? $", blocked by circuit {request.BlockedBy}"
        : request.RefusedBecause.Length > 0 ? $", refused: {request.RefusedBecause}"
        : "";

    private string Silence(string id) => material.Shields.TryGetValue(id, out var shield)
        ? $" ({MatchText.Of(shield.Match)}, {ShieldLine.When(shield)}, by {ShieldLine.Source(shield)}: \"{shield.Comment}\")"
        : "";

    private StoryNode Node(Logged<ProcessingRecord> state)
    {
        var record = state.Value;
        var judged = RecordText.Judged(record) is { Length: > 0 } text ? $"; {text}" : "";
        var group = record.GroupId.Length > 0 ? $", group {record.GroupId}{Group(record.GroupId)}" : "";
        var summary = record.SummaryId.Length > 0 && record.SummaryId != record.Id ? $", told by summary {record.SummaryId}" : "";
        var context = judged + group + summary;
        var ended = record.Outcome.Length > 0 ? $"{record.Outcome}{(record.Detail.Length > 0 ? $": {record.Detail}" : "")}, {Plural.Of((int)record.Attempts, "attempt")}, {Elapsed.Text(record.DurationMs)}" : $"{record.Reason}: {(context.Length > 0 ? record.Sentence.TrimEnd('.') : record.Sentence)}{context}";
        var asked = record.Status == ProcessingStatus.WaitingForApproval && record.Approvers.Count > 0 ? $"; asked: {string.Join(", ", record.Approvers)}" : "";
        var answered = record.AnsweredMs > 0 && record.Outcome.Length == 0 ? $"; answered by {record.AnsweredBy}{(record.Comment.Length > 0 ? $": \"{record.Comment}\"" : "")}" : "";
        return new("state", state.TimeMs, $"{ProcessingWord.Of(record.Status)}, {ended}{asked}{answered}", record);
    }

    /// <summary>How many are in it is known once it has ended.</summary>
    private string Group(string id) => material.Groups.TryGetValue(id, out var group)
        ? $" ({(group.End == GroupEnd.Unspecified ? "goes on" : $"ended by its {EnumWord.Of(group.End)}, {Plural.Of((int)group.Members, "member")}")})"
        : "";

    private static StoryNode Node(DeliveryStory story)
    {
        var delivery = story.Delivery.Value;
        var node = new StoryNode("delivery", story.Delivery.TimeMs, $"delivery {delivery.Id} for {delivery.Receiver}{(delivery.Redriven > 0 ? $", redriven {delivery.Redriven} times" : "")}", delivery);
        return node.With(story.Attempts.OrderBy(attempt => attempt.Offset).Select((attempt, index) => Node(attempt, index + 1)));
    }

    private static StoryNode Node(Logged<Attempt> logged, int number)
    {
        var attempt = logged.Value;
        var together = attempt.Offsets.Count > 1 ? $", one message for {attempt.Offsets.Count} deliveries" : "";
        var next = attempt.Result == AttemptResult.Retry ? $", again at {IsoTime.Text(attempt.NextMs)}" : "";
        var warning = attempt.Warning.Length > 0 ? $"; {attempt.Warning}" : "";
        return new("attempt", logged.TimeMs, $"attempt {number}: {EnumWord.Of(attempt.Result)}, {attempt.Reason}{(attempt.Detail.Length > 0 ? $": {attempt.Detail}" : "")}, {Elapsed.Text(attempt.DurationMs)}{next}{together}{warning}", attempt);
    }

    /// <summary>What the ledger says of deliveries that the deliveries topic doesn't hold any more.</summary>
    private IEnumerable<StoryNode> States(Func<DeliveryState, bool> isMeant)
    {
        var known = material.Deliveries.Values.Select(story => story.Delivery.Value.Id).ToHashSet();
        return material.DeliveryStates.Values
            .Where(state => isMeant(state.Value) && !known.Contains(state.Value.Id))
            .Select(state => new StoryNode("delivery", state.Value.QueuedMs, Text(state.Value), state.Value)
                .With(state.Value.Notes.Select(note => new StoryNode("attempt", note.StartedMs, $"attempt: {note.Reason}, {Elapsed.Text(note.DurationMs)}{(note.Warning.Length > 0 ? $"; {note.Warning}" : "")}", note))));
    }

    private static string Text(DeliveryState state) =>
        $"delivery {state.Id} for {(state.Receiver.Length > 0 ? state.Receiver : "nobody")}: {DeliveryWord.Of(state.Status)}, {state.Reason}{(state.Detail.Length > 0 ? $": {state.Detail}" : "")}, {Plural.Of((int)state.Attempts, "attempt")}";

    private bool HasRecord(string? id) => id is { Length: > 0 } && material.Records.GetValueOrDefault(id) is { Count: > 0 };
}
