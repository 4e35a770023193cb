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
    private const string Business = "business";
    private readonly PolicyIndex _policies;
    private readonly ImmutableDictionary<string, Package> _packages;
    private readonly bool _tellsUnmatched;

    /// <param name="policies">Those that are enabled.</param>
    /// <param name="packages">Besides the built-in ones.</param>
    /// <param name="tellsUnmatched">What no policy is for is told to those rules and routes name.</param>
    internal PolicyBook(ImmutableArray<Policy> policies, ImmutableArray<Package> packages, bool tellsUnmatched)
    {
        _policies = new PolicyIndex(policies);
        Count = policies.Length;
        Packages = [.. PackageNames.All.Select(BuiltInPackage), .. packages];
        _packages = Packages.ToImmutableDictionary(package => package.Name);
        _tellsUnmatched = tellsUnmatched;
    }

    /// <summary>What holds without any settings: every alarm is told to those the rules and Dispatch's settings name, at once.</summary>
    public static PolicyBook BuiltIn { get; } = new([], [], tellsUnmatched: true);

    /// <summary>The beginning of the settings' hash; empty for the built-in book.</summary>
    public string Version { get; internal init; } = "";

    /// <summary>How many policies there are, without the built-in one.</summary>
    public int Count { get; }

    /// <summary>What the settings say is not to be told.</summary>
    public ImmutableArray<Shield> Shields { get; internal init; } = [];

    /// <summary>Those that are always there, then those of the settings in their order.</summary>
    public ImmutableArray<Package> Packages { get; }

    /// <summary>Null if there is no such package.</summary>
    public Package? Find(string package) => _packages.GetValueOrDefault(package);

    /// <summary>What the policies ask for because of an alarm. Its origin is the caller's to set.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="router">Who is told where a policy names nobody, and who there is to be told.</param>
    public Signal Match(AlarmMessage alarm, Router router)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(router);
        var signal = new Signal { Alarm = alarm, PoliciesVersion = Version };
        var business = alarm.Attributes.TryGetValue(Business, out var value) ? value : "";
        var calls = new Calls(alarm, router, new Lazy<RoutedAlarm>(() => router.Route(alarm)));
        var isUnmatched = true;
        foreach (var policy in _policies.For(alarm.RuleName))
        {
            if (!policy.Concerns(alarm, business))
            {
                continue;
            }

            isUnmatched = false;
            if (policy.States?.WhyNot(StateWord.Of(alarm.State)) is null)
            {
                signal.Matches.Add(calls.Of(policy, business));
            }
        }

        if (isUnmatched && _tellsUnmatched)
        {
            var match = new PolicyMatch { Policy = DefaultPolicy, Business = business };
            match.Calls.Add(calls.Routed());
            signal.Matches.Add(match);
        }

        return signal;
    }

    private static Package BuiltInPackage(string name) => new()
    {
        Name = name,
        Type = PackageType.Notification,
        TimeoutSeconds = NotificationTimeoutSeconds,
        IsDefault = true,
    };
}
