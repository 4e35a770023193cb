using System.Text;
using Tocsin.Cli.Records;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>Finds what an id is about: an alarm, an episode or a processing record; the beginning of an id is enough.</summary>
internal sealed class StorySearch(TopicScan scan, long sinceMs)
{
    /// <summary>The alarms of the episode, or the processing record if it has no alarm.</summary>
    /// <exception cref="StageFailureException">There is nothing of this id, or there are several.</exception>
    public Material Find(string id)
    {
        var material = new Material();
        var record = Alarm(id, material) ? null : Record(id);
        if (record is not null)
        {
            material.EpisodeId = record.EpisodeId;
            material.AlarmIds.UnionWith(record.AlarmId.Length > 0 ? [record.AlarmId] : Array.Empty<string>());
            material.Records[record.Id] = [];
        }
        else if (material.AlarmIds.Count == 0)
        {
            throw new StageFailureException(
                $"no alarm, episode or processing record {OneLine.Of(id)}: searched {scan.Topics.Alarms} and {scan.Topics.Records} back to {LogTime.Text(sinceMs)}Z; --since looks further back");
        }

        if (material.AlarmIds.Count > 0)
        {
            CollectAlarms(material);
        }

        return material;
    }

    /// <summary>True if it is one of an alarm or of an episode.</summary>
    private bool Alarm(string id, Material material)
    {
        var found = new Dictionary<string, AlarmMessage>();
        var bytes = Encoding.UTF8.GetBytes(id);
        scan.Read(scan.Topics.Alarms, sinceMs, record =>
        {
            // Most alarms are others', and need not be parsed to see that.
            if (record.Value is { } value && value.AsSpan().IndexOf(bytes) >= 0
                && TopicScan.TryParse(AlarmMessage.Parser, value, out var alarm) && (IdText.Fits(alarm!.Id, id) || IdText.Fits(alarm.EpisodeId, id)))
            {
                found[alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id] = alarm;
            }
        });
        if (IdText.One(found, id) is not { } one)
        {
            return false;
        }

        material.EpisodeId = one.EpisodeId;
        material.AlarmIds.Add(one.Id);
        return true;
    }

    /// <summary>Null if there is none.</summary>
    private ProcessingRecord? Record(string id)
    {
        var found = new Dictionary<string, ProcessingRecord>();
        scan.Read(scan.Topics.Records, sinceMs, record =>
        {
            if (record.Key is not null && Ledger.Read(record) is { } state && IdText.Fits(state.Id, id))
            {
                found[state.Id] = state;
            }
        });
        return IdText.One(found, id);
    }

    private void CollectAlarms(Material material)
    {
        scan.Read(scan.Topics.Alarms, sinceMs, AlarmMessage.Parser, (alarm, record) =>
        {
            if (material.IsAbout(alarm))
            {
                material.AlarmIds.Add(alarm.Id);
                material.Add(material.Alarms, Logged<AlarmMessage>.Of(alarm, record));
            }
        });
    }
}
