using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Routing;

/// <summary>
/// The names of a hook's receivers: the first target has the hook's own name ("slack.ops"), the others are counted on ("slack.ops#2"), and the
/// recovery URLs of a webhook are receivers of their own ("webhook.ops#recovery", "webhook.ops#recovery2").
/// </summary>
public static class ReceiverName
{
    private const string RecoverySuffix = "#recovery";

    /// <param name="hook">The hook's full name.</param>
    /// <param name="index">The target's place in <see cref="HookSettings.Receivers"/>, from 0.</param>
    public static string Of(string hook, int index) => index == 0 ? hook : hook + "#" + Counted(index);

    /// <param name="hook">The hook's full name.</param>
    /// <param name="index">The URL's place in <see cref="HookSettings.SeparateRecoveryUrls"/>, from 0.</param>
    public static string OfRecovery(string hook, int index) => hook + RecoverySuffix + (index == 0 ? "" : Counted(index));

    /// <summary>Every receiver of the hook: its targets in order, then its recovery URLs.</summary>
    public static ImmutableArray<string> AllOf(HookSettings hook) =>
    [
        .. Enumerable.Range(0, hook.Receivers.Length).Select(index => Of(hook.FullName, index)),
        .. hook.SeparateRecoveryUrls.Select((_, index) => OfRecovery(hook.FullName, index)),
    ];

    /// <summary>True for a receiver that is told of recoveries only.</summary>
    public static bool IsOfRecovery(string receiver) => receiver.Contains(RecoverySuffix, StringComparison.Ordinal);

    /// <summary>The hook a receiver belongs to.</summary>
    public static string HookOf(string receiver) =>
        receiver.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? receiver[..at] : receiver;

    /// <summary>Whether the receiver can be told of several alarms at once; its type says so.</summary>
    public static bool TakesDigests(string receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        var dot = receiver.IndexOf('.', StringComparison.Ordinal);
        return HookKind.Find(dot < 0 ? receiver : receiver[..dot])?.TakesDigests ?? true;
    }

    private static string Counted(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
