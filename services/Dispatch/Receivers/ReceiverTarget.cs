using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;

namespace Tocsin.Dispatch.Receivers;

/// <summary>One target of one hook, as the settings have it.</summary>
/// <param name="Name">By which routes, deliveries and people know it.</param>
/// <param name="Hook">The hook it belongs to.</param>
/// <param name="Receiver">Its own values; of a recovery URL the key "url".</param>
/// <param name="IsRecovery">Told of recoveries only.</param>
internal sealed record ReceiverTarget(string Name, HookSettings Hook, ImmutableSortedDictionary<string, string> Receiver, bool IsRecovery)
{
    public static IEnumerable<ReceiverTarget> Of(HookSettings hook) =>
        hook.Receivers.Select((receiver, index) => new ReceiverTarget(ReceiverName.Of(hook.FullName, index), hook, receiver, IsRecovery: false))
            .Concat(hook.SeparateRecoveryUrls.Select((url, index) => new ReceiverTarget(
                ReceiverName.OfRecovery(hook.FullName, index), hook, ImmutableSortedDictionary<string, string>.Empty.Add("url", url), IsRecovery: true)));
}
