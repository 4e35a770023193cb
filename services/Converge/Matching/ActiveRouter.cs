using Microsoft.Extensions.Logging;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Converge.Matching;

/// <summary>Who is told where a policy names nobody: the hooks of the active rules, with the hooks and routes of Dispatch's own file. To be used from one thread at a time.</summary>
internal sealed class ActiveRouter : IDisposable
{
    private readonly QuietReader _rules;
    private readonly ActiveHooks _hooks;
    private readonly WatchedFile<RoutingSettings>? _dispatch;
    private readonly ILogger _logger;

    /// <param name="rules">Follows the rules topic, and gives its records to the hooks.</param>
    /// <param name="hooks">Those of the active rules.</param>
    /// <param name="dispatch">Dispatch's own file, if there is one.</param>
    /// <param name="logger">Is told what changes, and what can't.</param>
    public ActiveRouter(QuietReader rules, ActiveHooks hooks, WatchedFile<RoutingSettings>? dispatch, ILogger logger)
    {
        (_rules, _hooks, _dispatch, _logger) = (rules, hooks, dispatch, logger);
        _hooks.Update(Trouble);
        Router = Make();
    }

    public Router Router { get; private set; }

    /// <exception cref="StageFailureException">There is no Kafka or no rules topic.</exception>
    public static ActiveRouter Open(ClientSettings client, Topics topics, WatchedFile<RoutingSettings>? dispatch, ILogger logger)
    {
        var hooks = new ActiveHooks();
        var rules = QuietReader.Open(client, topics.Rules, record => hooks.Take(record.Key, record.Value), reason => PoliciesLog.Trouble(logger, reason));
        return new ActiveRouter(rules, hooks, dispatch, logger);
    }

    /// <summary>Looks for changes once. True if there were any; what can't be read changes nothing.</summary>
    public bool Refresh()
    {
        _rules.ReadOn();
        var isChanged = _hooks.Update(Trouble) | (_dispatch?.Refresh() ?? false);
        if (isChanged)
        {
            Router = Make();
        }

        return isChanged;
    }

    public void Dispose() => _rules.Dispose();

    private Router Make()
    {
        var router = new Router(_hooks.Hooks ?? [], _dispatch?.Settings ?? RoutingSettings.Empty);
        if (_hooks.Version is { } version)
        {
            PoliciesLog.HooksOfRules(_logger, version, router.Hooks.Length);
        }

        return router;
    }

    private void Trouble(string reason) => PoliciesLog.Trouble(_logger, reason);
}
