using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>All policies that are in force, checked. Immutable: new settings make a new book.</summary>
public sealed class PolicyBook
{
    /// <summary>A notification's record goes on as long as its delivery may.</summary>
    public const uint NotificationTimeoutSeconds = 86_400;
    public const string DefaultPolicy = "default";

    private PolicyBook()
    {
    }

    /// <summary>What holds without any settings: every alarm is told to those the rules and Dispatch's settings name, at once.</summary>
    public static PolicyBook BuiltIn { get; } = new();

    /// <summary>The beginning of the settings' hash; empty for the built-in book.</summary>
    public string Version { get; private init; } = "";

    /// <summary>What the settings say is not to be told.</summary>
    public ImmutableArray<Shield> Shields { get; private init; } = [];

    /// <summary>What the policies ask for because of an alarm. Its origin is the caller's to set.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="router">Who is told where a policy names nobody.</param>
    public Signal Match(AlarmMessage alarm, Router router)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(router);
        var match = new PolicyMatch { Policy = DefaultPolicy, Business = alarm.Attributes.TryGetValue("business", out var business) ? business : "" };
        match.Calls.AddRange(router.Route(alarm).Receivers.Select(receiver => new Call
        {
            Package = PackageNames.Of(alarm.State),
            Type = PackageType.Notification,
            Receiver = receiver.Name,
            TimeoutSeconds = NotificationTimeoutSeconds,
        }));
        return new Signal { Alarm = alarm, Matches = { match }, PoliciesVersion = Version };
    }
}
