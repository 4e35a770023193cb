using System.Globalization;
using Google.Protobuf;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Auditing;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Detect.Auditing;

/// <summary>
/// Says of findings what exactly differs and why. Of recorded alarms an audit remembers only where they stand, so they are read once more; and what is
/// missing is looked for in their neighbourhood: a record that came to be damaged still looks much like what it was.
/// </summary>
internal sealed class FindingDetails(IRecordedLog log, Topics topics, RecordedRules rules)
{
    /// <summary>A damaged record differs in so many bytes at most from what it was.</summary>
    private const int NearBytes = 4;

    /// <summary>More are not looked for.</summary>
    private const int MaxLookedFor = 100;
    private readonly Dictionary<(int Partition, long Offset), InputRecord> _records = [];
    private readonly Dictionary<Finding, InputRecord> _damaged = [];

    /// <summary>All differences, in the order of the log, and of the unreadable records those that aren't part of one.</summary>
    public (List<AuditDifference> Differences, List<(int Partition, long Offset)> Unreadable) Tell(
        IReadOnlyList<PartitionOutcome> outcomes, IReadOnlyList<InputRecord> unreadable, CancellationToken cancel)
    {
        var findings = outcomes.SelectMany(outcome => outcome.Findings).ToList();
        if (findings.Count > 0)
        {
            Fetch(findings, cancel);
        }

        var taken = _damaged.Values.Select(record => (record.Partition, record.Offset)).ToHashSet();
        var differences = outcomes
            .SelectMany(outcome => outcome.Findings.Select(finding => (outcome.Partition, Finding: finding)))
            .Where(each => each.Finding is not { Kind: FindingKind.Added, Recorded: { } recorded } || !taken.Contains((recorded.Partition, recorded.Offset)))
            .Select(each => Tell(each.Partition, each.Finding))
            .ToList();
        return (differences, [.. unreadable.Select(record => (record.Partition, record.Offset)).Where(place => !taken.Contains(place))]);
    }

    private void Fetch(List<Finding> findings, CancellationToken cancel)
    {
        var wanted = findings.Select(finding => finding.Recorded).OfType<RecordedAlarm>().Select(record => (record.Partition, record.Offset)).ToHashSet();
        var missing = findings.Where(finding => finding.Kind == FindingKind.Missing).Take(MaxLookedFor)
            .Select(finding => (Finding: finding, Value: finding.Derived!.ToByteArray())).ToLookup(each => each.Value.Length);
        for (var partition = 0; partition < log.Partitions(topics.Alarms); partition++)
        {
            foreach (var record in log.Read(topics.Alarms, partition, log.Bounds(topics.Alarms, partition), cancel))
            {
                if (wanted.Contains((record.Partition, record.Offset)))
                {
                    _records[(record.Partition, record.Offset)] = record;
                }

                foreach (var (finding, value) in missing[record.Value?.Length ?? 0])
                {
                    if (IsNear(value, record.Value))
                    {
                        _damaged.TryAdd(finding, record);
                    }
                }
            }
        }
    }

    private static bool IsNear(byte[] left, byte[]? right)
    {
        var different = 0;
        for (var i = 0; right is not null && i < left.Length && different <= NearBytes; i++)
        {
            different += left[i] != right[i] ? 1 : 0;
        }

        return different <= NearBytes;
    }

    private AuditDifference Tell(int partition, Finding finding)
    {
        var record = _damaged.GetValueOrDefault(finding)
            ?? (finding.Recorded is { } place ? _records.GetValueOrDefault((place.Partition, place.Offset)) : null);
        var recorded = Parse(record?.Value);
        var (reason, detail) = Why(partition, finding, record, recorded);
        return new()
        {
            Kind = finding.Kind == FindingKind.Missing && record is not null ? FindingKind.Changed : finding.Kind,
            Reason = reason,
            Detail = detail,
            Partition = partition,
            Offset = finding.OriginOffset,
            Derived = finding.Derived,
            Recorded = recorded,
            RecordedAt = record is null ? null : (record.Partition, record.Offset),
            Fields = finding.Derived is not null && recorded is not null ? AlarmFields.Between(finding.Derived, recorded) : [],
        };
    }

    private static AlarmMessage? Parse(byte[]? value)
    {
        try
        {
            return value is null ? null : AlarmMessage.Parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private (string Reason, string Detail) Why(int partition, Finding finding, InputRecord? record, AlarmMessage? recorded)
    {
        var altered = rules.Altered;
        foreach (var version in new[] { finding.Derived?.RuleVersion, recorded?.RuleVersion })
        {
            if (version is not null && altered.Contains(version))
            {
                return ("rules-altered", $"the text of rules {version} in {topics.Rules} isn't the one that version was derived from");
            }
        }

        return (finding.Derived, record) switch
        {
            (null, _) => WhyAdded(partition, finding, recorded),
            (_, null) => ("not-recorded", $"{topics.Alarms} doesn't hold it"),
            _ => WhyChanged(finding.Derived, record, recorded),
        };
    }

    private static (string Reason, string Detail) WhyChanged(AlarmMessage derived, InputRecord record, AlarmMessage? recorded)
    {
        var bit = AlarmFields.OnlyBit(derived.ToByteArray(), record.Value);
        var where = bit is { } only ? string.Create(CultureInfo.InvariantCulture, $"bit {only.Bit} of byte {only.Byte} is flipped") : "";
        return recorded is null ? ("unreadable", Join("what was recorded can't be read as an alarm", where))
            : bit is not null ? ("bit-flipped", where)
            : derived.ToByteArray().AsSpan().SequenceEqual(record.Value) ? ("other-key", "the record's key isn't that of its entity")
            : recorded.RuleVersion != derived.RuleVersion ? ("other-rules", $"recorded under rules {recorded.RuleVersion}, but rules {derived.RuleVersion} were in force")
            : !derived.Origin.Equals(recorded.Origin) && recorded.Id == derived.Id ? ("moved", "recorded as the outcome of another record")
            : ("altered", "other contents than what follows from the log");
    }

    private (string Reason, string Detail) WhyAdded(int partition, Finding finding, AlarmMessage? recorded)
    {
        var bounds = log.Bounds(topics.Metrics, partition);
        var isThere = finding.OriginOffset >= bounds.From && finding.OriginOffset < bounds.To
            && log.Read(topics.Metrics, partition, new(finding.OriginOffset, finding.OriginOffset + 1), CancellationToken.None).Any();
        if (!isThere)
        {
            return ("no-such-input", $"{topics.Metrics}[{partition}] has no record {finding.OriginOffset}");
        }

        var inForce = rules.At(partition, finding.OriginOffset);
        return recorded is null ? ("unreadable", "what was recorded can't be read as an alarm")
            : inForce.Rules.All(rule => rule.Name != recorded.RuleName) && inForce.Composites.All(rule => rule.Name != recorded.RuleName) && recorded.State != AlarmState.Closed
                ? ("no-such-rule", $"rules {inForce.Version}, in force there, have no rule {recorded.RuleName}")
            : recorded.RuleVersion != inForce.Version && recorded.State != AlarmState.Closed
                ? ("other-rules", $"recorded under rules {recorded.RuleVersion}, but rules {inForce.Version} were in force")
            : ("does-not-follow", "nothing of the kind follows from the log there");
    }

    private static string Join(string first, string second) => second.Length > 0 ? $"{first}: {second}" : first;
}
