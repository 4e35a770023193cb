using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Safety;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Receivers;

/// <summary>
/// Whom alarms can be told to, by name. Settings that change replace the table at once; receivers whose settings are the same stay as they are, with
/// their connections and what their circuits know.
/// </summary>
/// <param name="secrets">Where values stand that aren't in the settings.</param>
/// <param name="logger">For operators.</param>
internal sealed class ReceiverTable(SecretSource secrets, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private volatile Content _content = Content.Empty;

    /// <summary>The way out with these settings of it; another one in tests.</summary>
    public Func<AllowList, Network> Network { get; init; } = Safety.Network.Of;

    public IEnumerable<Receiver> All => _content.Receivers.Values;

    /// <summary>Null if the settings know no such receiver. To be asked for each message, not kept.</summary>
    public Receiver? Find(string name) => _content.Receivers.GetValueOrDefault(name);

    /// <param name="hooks">Of several with the same name the first counts.</param>
    /// <param name="allow">The entries of network.allow.</param>
    /// <param name="links">What templates know as links.</param>
    /// <exception cref="FormatException">An entry of network.allow can't be understood; the table stays as it was.</exception>
    public void Replace(ImmutableArray<HookSettings> hooks, ImmutableArray<string> allow, ImmutableSortedDictionary<string, string> links)
    {
        lock (_lock)
        {
            var old = _content;
            var isSameOutside = old.Allow.SequenceEqual(allow) && old.Links.SequenceEqual(links);
            var surroundings = new Surroundings(Network(AllowList.Of(allow)), secrets, logger);
            var kinds = new ChannelKinds(surroundings.Network, TemplateLinks.Parse(links));
            var receivers = hooks.DistinctBy(hook => hook.FullName).SelectMany(ReceiverTarget.Of).ToImmutableDictionary(
                target => target.Name,
                target => isSameOutside && old.Receivers.GetValueOrDefault(target.Name) is { } same && IsSame(same.Target, target) ? same : Open(target, surroundings, kinds));
            _content = new(receivers, allow, links);
            Close(old.Receivers.Values.Except(receivers.Values));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            var old = _content;
            _content = Content.Empty;
            Close(old.Receivers.Values);
        }
    }

    private static bool IsSame(ReceiverTarget left, ReceiverTarget right) => HookComparison.AreEqual(left.Hook, right.Hook);

    private Receiver Open(ReceiverTarget target, Surroundings surroundings, ChannelKinds kinds)
    {
        var receiver = new Receiver(target, surroundings, kinds.Create);
        if (receiver.Problem is { Length: > 0 } problem)
        {
            ReceiverLog.Broken(logger, target.Name, problem);
        }

        return receiver;
    }

    private static void Close(IEnumerable<Receiver> receivers)
    {
        foreach (var receiver in receivers)
        {
            receiver.Dispose();
        }
    }

    private sealed record Content(ImmutableDictionary<string, Receiver> Receivers, ImmutableArray<string> Allow, ImmutableSortedDictionary<string, string> Links)
    {
        public static Content Empty { get; } = new(ImmutableDictionary<string, Receiver>.Empty, [], ImmutableSortedDictionary<string, string>.Empty);
    }
}
