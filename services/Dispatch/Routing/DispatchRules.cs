using Microsoft.Extensions.Logging;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Dispatch.Routing;

/// <summary>
/// The settings of a running Dispatch: the hooks of the active rules, and its own file. Both are looked at about once a second, in the background, and
/// what holds is swapped as a whole; what can't be read changes nothing.
/// </summary>
internal sealed class DispatchRules : IDisposable
{
    private readonly QuietReader _rules;
    private readonly WatchedFile<RoutingSettings>? _file;
    private readonly ILogger _logger;
    private readonly ActiveHooks _hooks;
    private volatile LiveSettings _current = LiveSettings.Nothing;
    private BackgroundWatch? _watch;

    /// <param name="rules">Follows the rules topic, and gives its records to the hooks.</param>
    /// <param name="hooks">Those of the active rules.</param>
    /// <param name="file">Dispatch's own file, if there is one.</param>
    /// <param name="logger">Is told what changes, and what can't.</param>
    public DispatchRules(QuietReader rules, ActiveHooks hooks, WatchedFile<RoutingSettings>? file, ILogger logger)
    {
        (_rules, _hooks, _file, _logger) = (rules, hooks, file, logger);
        _hooks.Update(Trouble);
        Swap();
    }

    /// <summary>What holds now. Immutable: whoever needs several answers that fit together keeps it.</summary>
    public LiveSettings Current => _current;

    /// <summary>Is told of new settings, before they hold, in the background.</summary>
    public event Action<LiveSettings>? Changing;

    /// <summary>Reads rules topic and file of a cluster. Nothing is watched before <see cref="Watch"/>.</summary>
    /// <exception cref="StageFailureException">There is no Kafka or no rules topic, or the file has errors.</exception>
    public static DispatchRules Open(ClientSettings client, Topics topics, string? path, ILogger logger)
    {
        var file = path is null ? null : DispatchFile.Watch(path, logger);
        var hooks = new ActiveHooks();
        var rules = QuietReader.Open(client, topics.Rules, record => hooks.Take(record.Key, record.Value), reason => RoutingLog.RulesUnreadable(logger, reason));
        return new DispatchRules(rules, hooks, file, logger);
    }

    /// <summary>Begins to look for changes, until disposed.</summary>
    public void Watch(TimeSpan interval, TimeProvider time) => _watch = new BackgroundWatch(() => Refresh(), Trouble, interval, time);

    /// <summary>Looks for changes once. True if there were any.</summary>
    public bool Refresh()
    {
        _rules.ReadOn();
        var isChanged = _hooks.Update(Trouble) | (_file?.Refresh() ?? false);
        if (isChanged)
        {
            Swap();
        }

        return isChanged;
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _rules.Dispose();
    }

    private void Swap()
    {
        var own = _file?.Settings ?? RoutingSettings.Empty;
        var next = new LiveSettings(new Router(_hooks.Hooks ?? [], own), own);
        if (_hooks.Version is { } version)
        {
            RoutingLog.HooksOfRules(_logger, version, next.Router.Hooks.Length);
        }

        if (next.Router.Hooks.IsEmpty)
        {
            RoutingLog.NoHooks(_logger);
        }

        Changing?.Invoke(next);
        _current = next;
    }

    private void Trouble(string reason) => RoutingLog.RulesUnreadable(_logger, reason);
}
