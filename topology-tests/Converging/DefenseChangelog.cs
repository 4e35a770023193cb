using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>What a compacted topic keeps of a converger, or of a whole partition. A field may get lost on the way, to show that its loss would be noticed.</summary>
internal sealed class DefenseChangelog(FieldDescriptor? lost = null)
{
    private readonly SortedDictionary<string, byte[]> _records = new(StringComparer.Ordinal);

    /// <summary>The messages that states are made of, by the beginnings of their keys.</summary>
    public static IReadOnlyDictionary<string, MessageDescriptor> Kinds { get; } = new Dictionary<string, MessageDescriptor>
    {
        ["partition"] = SavedConvergence.Descriptor,
        ["open"] = SavedOpenRecord.Descriptor,
        ["group"] = SavedGroup.Descriptor,
        ["merge"] = SavedMerge.Descriptor,
        ["episodes"] = SavedConvergence.Descriptor,
        ["episode"] = SavedEpisode.Descriptor,
        ["shield"] = SavedShield.Descriptor,
        ["storms"] = SavedConvergence.Descriptor,
        ["circuit"] = SavedCircuit.Descriptor,
        ["blocked"] = SavedBlocked.Descriptor,
    };

    /// <summary>Every field that a converger's state is made of.</summary>
    public static IReadOnlyList<FieldDescriptor> DefenseFields { get; } = FieldsOf(
        SavedConvergence.Descriptor, SavedOpenRecord.Descriptor, SavedGroup.Descriptor, SavedCounted.Descriptor, SavedMerge.Descriptor, SavedMergePolicy.Descriptor);

    /// <summary>Every field that the state of episodes and of the storm guard is made of.</summary>
    public static IReadOnlyList<FieldDescriptor> FollowingFields { get; } = FieldsOf(
        SavedConvergence.Descriptor, SavedEpisode.Descriptor, SavedEpisodePolicy.Descriptor, SavedAsked.Descriptor, SavedShield.Descriptor, SavedCircuit.Descriptor, SavedBlocked.Descriptor);

    public IEnumerable<string> Keys => _records.Keys;

    public void Save(Converger converger) => Save(converger.Save);

    public void Save(ActionPartition partition) => Save(partition.Save);

    private void Save(Action<List<KeyValuePair<byte[], byte[]?>>> save)
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        save(changed);
        foreach (var (key, value) in changed)
        {
            var name = Encoding.UTF8.GetString(key);
            if (value is not null)
            {
                _records[name] = Lose(name, value);
            }
            else if (!_records.Remove(name))
            {
                throw new InvalidOperationException($"{name} was taken back, but never written");
            }
        }
    }

    public Converger Load(int maxWaiting) => Converger.Load(0, Saved(), maxWaiting);

    public ActionPartition LoadPartition(string topic) => ActionPartition.Load(topic, 0, Saved());

    /// <summary>Null if both hold the same to the byte.</summary>
    public string? Difference(DefenseChangelog other) => _records.Keys.Union(other._records.Keys).Where(key => Text(key) != other.Text(key))
        .Select(key => $"{key}\n  expected {Text(key)}\n  actual   {other.Text(key)}").FirstOrDefault();

    private List<KeyValuePair<byte[], byte[]>> Saved() => [.. _records.Select(record => KeyValuePair.Create(Encoding.UTF8.GetBytes(record.Key), record.Value))];

    private static List<FieldDescriptor> FieldsOf(params IEnumerable<MessageDescriptor> kinds) => [.. kinds.SelectMany(kind => kind.Fields.InDeclarationOrder())];

    private string Text(string key) => _records.TryGetValue(key, out var value) ? Kinds[key.Split('/')[0]].Parser.ParseFrom(value).ToString()! : "nothing";

    private byte[] Lose(string name, byte[] value)
    {
        var message = Kinds[name.Split('/')[0]].Parser.ParseFrom(value);
        var parts = message switch
        {
            SavedGroup group => [message, .. group.Counted],
            SavedMerge merge => [message, .. merge.Policies],
            SavedEpisode episode => [message, .. episode.Policies, .. episode.Asked],
            _ => new List<IMessage> { message },
        };
        foreach (var part in parts.Where(part => part.Descriptor == lost?.ContainingType))
        {
            lost!.Accessor.Clear(part);
        }

        return lost is null ? value : message.ToByteArray();
    }
}
