using Tocsin.Cli.Auditing;
using Tocsin.Detect.Auditing;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Ranges;

namespace Tocsin.Unit.Architecture;

/// <summary>What audits do to a log is reading: there is nothing in them that could write to a topic, commit a position or join a group.</summary>
public class ReadOnlyTests
{
    private static readonly string[] _writing = ["Producer", "Writer`", nameof(TopicWriter), "TransactionalWriter", "TransactionWriter", "PlainWriter", "KafkaLog", "StageHost", "StageRunner"];
    private static readonly string[] _joining = ["Subscribe", "Commit", "StoreOffset", "SendOffsets", "CreateTopics", "DeleteTopics", "DeleteRecords", "AlterConfigs", "AlterConsumerGroupOffsets", "DeleteGroups"];

    [Fact]
    public void Audits_CallNothingThatWritesOrJoins()
    {
        var called = CalledMembers.Of(typeof(IRecordedLog).Assembly, typeof(IRecordedLog).Namespace!)
            .Concat(CalledMembers.Of(typeof(Audit).Assembly, typeof(Audit).Namespace!))
            .Concat(CalledMembers.Of(typeof(AuditCommand).Assembly, typeof(AuditCommand).Namespace!))
            .Select(method => $"{method.DeclaringType?.Name}.{method.Name}")
            .Distinct().ToList();

        Assert.Contains("IConsumer`2.Assign", called);
        Assert.DoesNotContain(called, name => _writing.Any(word => name.Split('.')[0].StartsWith(word, StringComparison.Ordinal)));
        Assert.DoesNotContain(called, name => _joining.Any(word => name[(name.LastIndexOf('.') + 1)..].StartsWith(word, StringComparison.Ordinal) && name != "IRecordedLog.Committed" && !name.EndsWith(".Committed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Scan_OfWhatWrites_FindsIt() =>
        Assert.Contains(CalledMembers.Of(typeof(TopicWriter).Assembly, typeof(TopicWriter).Namespace!), method => method.Name == "Produce" || method.Name.StartsWith("Subscribe", StringComparison.Ordinal));
}
