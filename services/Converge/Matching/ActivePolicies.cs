using Microsoft.Extensions.Logging;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Settings;

namespace Tocsin.Converge.Matching;

/// <summary>
/// The settings of a running Converge: its policies, the hooks of the active rules, and Dispatch's own file. All are looked at about once a second, in the
/// background, and what holds is swapped as a whole; what can't be read changes nothing.
/// </summary>
internal sealed class ActivePolicies : IDisposable
{
    private readonly WatchedFile<PolicyBook>? _policies;
    private readonly WatchedFile<RoutingSettings>? _dispatch;
    private readonly QuietReader _rules;
    private readonly ActiveHooks _hooks;
    private readonly ILogger _logger;
    private volatile LivePolicies _current = LivePolicies.BuiltIn;
    private BackgroundWatch? _watch;

    /// <param name="policies">If there are any.</param>
    /// <param name="dispatch">Dispatch's own file, if there is one.</param>
    /// <param name="rules">Follows the rules topic, and gives its records to the hooks.</param>
    /// <param name="hooks">Those of the active rules.</param>
    /// <param name="logger">Is told what changes, and what can't.</param>
    public ActivePolicies(WatchedFile<PolicyBook>? policies, WatchedFile<RoutingSettings>? dispatch, QuietReader rules, ActiveHooks hooks, ILogger logger)
    {
        (_policies, _dispatch, _rules, _hooks, _logger) = (policies, dispatch, rules, hooks, logger);
        if (policies is null)
        {
            PoliciesLog.BuiltIn(logger);
        }

        hooks.Update(Trouble);
        Swap();
    }

    /// <summary>What holds now. Immutable: whoever needs several answers that fit together keeps it.</summary>
    public LivePolicies Current => _current;

    /// <summary>Is called at every look, once what has changed holds, in the background.</summary>
    public event Action<LivePolicies>? Looked;

    /// <summary>Begins to look for changes, until disposed.</summary>
    public void Watch(TimeSpan interval, TimeProvider time) => _watch = new BackgroundWatch(() => Refresh(), Trouble, interval, time);

    /// <summary>Looks for changes once. True if there were any.</summary>
    public bool Refresh()
    {
        _rules.ReadOn();
        var isChanged = _hooks.Update(Trouble) | (_dispatch?.Refresh() ?? false) | (_policies?.Refresh() ?? false);
        if (isChanged)
        {
            Swap();
        }

        Looked?.Invoke(_current);
        return isChanged;
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _rules.Dispose();
    }

    private void Swap()
    {
        var router = new Router(_hooks.Hooks ?? [], _dispatch?.Settings ?? RoutingSettings.Empty);
        if (_hooks.Version is { } version)
        {
            PoliciesLog.HooksOfRules(_logger, version, router.Hooks.Length);
        }

        _current = new LivePolicies(_policies?.Settings ?? PolicyBook.BuiltIn, router);
    }

    private void Trouble(string reason) => PoliciesLog.Trouble(_logger, reason);
}
