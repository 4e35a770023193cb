using System.Globalization;
using System.Text;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Detect.Importing;

/// <summary>
/// Lets imported records name the imported metrics where the exported ones named the original: alarms in their origin, the rules topic in the places from
/// which rules were in force. All else of a record stays as it is, and so does a record that would not come out byte for byte if nothing were changed in it.
/// </summary>
internal sealed class Rebase(Topics from, Topics to, OffsetMap map)
{
    public InputRecord Of(InputRecord record) =>
        record.Topic == from.Alarms ? record with { Value = Alarm(record.Value) }
        : record.Topic == from.Rules && PartitionOf(record.Key) is { } partition ? record with { Value = Rules(record.Value, partition) }
        : record;

    private static int? PartitionOf(byte[]? key)
    {
        var text = Encoding.UTF8.GetString(key ?? []);
        return text.StartsWith(RulesKeys.PartitionPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(RulesKeys.PartitionPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var partition) ? partition : null;
    }

    private byte[]? Alarm(byte[]? value)
    {
        if (Read(value, AlarmMessage.Parser) is not { Origin: { } origin } alarm || origin.Topic != from.Metrics || map.Of(origin.Partition, origin.Offset) is not { } offset)
        {
            return value;
        }

        (origin.Topic, origin.Offset) = (to.Metrics, offset);
        return alarm.ToByteArray();
    }

    /// <summary>What was in force before the first exported record is what the partition starts with; what came after the last is left out.</summary>
    private byte[]? Rules(byte[]? value, int partition)
    {
        if (Read(value, PartitionRules.Parser) is not { } rules)
        {
            return value;
        }

        var activations = rules.Activations.ToList();
        rules.Activations.Clear();
        foreach (var activation in activations)
        {
            if (map.Of(partition, activation.Offset) is { } offset)
            {
                activation.Offset = offset;
                rules.Activations.Add(activation);
            }
            else if (map.IsBefore(partition, activation.Offset))
            {
                rules.StartVersion = activation.Version;
            }
        }

        return rules.ToByteArray();
    }

    private static T? Read<T>(byte[]? value, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        try
        {
            return value is not null && parser.ParseFrom(value) is var message && message.ToByteArray().AsSpan().SequenceEqual(value) ? message : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
