using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Origins;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Dispatch.Routing;

/// <summary>All the state of a stage that takes each record once: the newest origins it has seen.</summary>
internal sealed class SeenOrigins
{
    private const string Key = "origins";
    private readonly OriginFilter _filter;
    private bool _isDirty;

    private SeenOrigins(OriginFilter filter) => _filter = filter;

    /// <summary>From what <see cref="Save"/> gave.</summary>
    /// <exception cref="StageFailureException">The state can't be used; the message says why.</exception>
    public static SeenOrigins Load(string stage, int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, Topics topics)
    {
        var filter = new OriginFilter();
        foreach (var (key, value) in state)
        {
            filter = Encoding.UTF8.GetString(key) == Key && Parsed.Of(SavedOrigins.Parser, value) is { } saved
                ? new OriginFilter(saved.Newest)
                : throw new StageFailureException($"{stage}: the state of partition {partition} in {topics.State(stage)} can't be used: the record '{Encoding.UTF8.GetString(key)}' isn't what this program writes");
        }

        return new SeenOrigins(filter);
    }

    /// <summary>False for a repetition. What has no origin is always new.</summary>
    public bool IsNew(Origin? origin)
    {
        if (!_filter.IsNew(origin))
        {
            return false;
        }

        _isDirty |= origin is not null;
        return true;
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        if (_isDirty)
        {
            changed.Add(new(Encoding.UTF8.GetBytes(Key), new SavedOrigins { Newest = { _filter.Newest } }.ToByteArray()));
            _isDirty = false;
        }
    }
}
