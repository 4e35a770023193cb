using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Alarms;

/// <summary>The alarms topic from a time on to its present end.</summary>
internal static class AlarmLog
{
    /// <summary>How far back commands look for alarms unless told otherwise.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromHours(24);

    /// <summary>Gives every alarm that is there since then, those of one entity in their order. What isn't an alarm is passed over.</summary>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public static void Read(ClientSettings client, Topics topics, long sinceMs, Action<AlarmMessage, InputRecord> take)
    {
        using var reader = new CatchUpReader(client, topics.Alarms, sinceMs);
        reader.ReadOn(record =>
        {
            if (record.TimestampMs >= sinceMs && Parse(record) is { } alarm)
            {
                take(alarm, record);
            }
        });
    }

    /// <summary>Null for what isn't an alarm.</summary>
    public static AlarmMessage? Parse(InputRecord record)
    {
        try
        {
            var alarm = AlarmMessage.Parser.ParseFrom(record.Value ?? []);
            return alarm.Id.Length > 0 ? alarm : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
