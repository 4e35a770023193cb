using System.Text;
using Tocsin.V1;

namespace Tocsin.Protos;

/// <summary>The key of records about one entity, so that they stand in one partition in their order.</summary>
public static class EntityKey
{
    public static byte[] Of(string id0, string id1) => Encoding.UTF8.GetBytes(TextOf(id0, id1));

    /// <summary>One about nothing has the key of its episode, so that its end and an acknowledgement find it: without any key they could stand anywhere.</summary>
    public static byte[] Of(AlarmMessage alarm) => Encoding.UTF8.GetBytes(TextOf(alarm));

    /// <inheritdoc cref="Of(AlarmMessage)"/>
    public static string TextOf(AlarmMessage alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        return TextOf(alarm.Id0, alarm.Id1) is { Length: > 0 } key ? key : alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id;
    }

    public static string TextOf(string id0, string id1) => id1.Length == 0 ? id0 : $"{id0}|{id1}";
}
