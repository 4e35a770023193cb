using Microsoft.Extensions.Logging;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Dispatch.Routing;

/// <summary>
/// The settings of a running Dispatch: the hooks of the active rules, and its own file. Both are looked at about once a second, in the background, and
/// what holds is swapped as a whole; what can't be read changes nothing.
/// </summary>
internal sealed class DispatchRules : IDisposable
{
    private readonly Action<Action<InputRecord>> _readRules;
    private readonly DispatchFile? _file;
    private readonly ILogger _logger;
    private readonly ActiveHooks _hooks = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _owned = [];
    private volatile LiveSettings _current = LiveSettings.Nothing;
    private Task _watching = Task.CompletedTask;
    private bool _isUnreadable;

    /// <param name="readRules">Gives every record of the rules topic that is new since the last call. To be called from one thread at a time.</param>
    /// <param name="file">Dispatch's own file, if there is one.</param>
    /// <param name="logger">Is told what changes, and what can't.</param>
    /// <exception cref="StageFailureException">The rules topic can't be read.</exception>
    public DispatchRules(Action<Action<InputRecord>> readRules, DispatchFile? file, ILogger logger)
    {
        _readRules = readRules;
        _file = file;
        _logger = logger;
        _readRules(_hooks.Take);
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
        var file = path is null ? null : new DispatchFile(path, logger);
        var reader = new CatchUpReader(client, topics.Rules);
        try
        {
            var rules = new DispatchRules(reader.ReadOn, file, logger);
            rules._owned.Add(reader);
            return rules;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Begins to look for changes, until disposed.</summary>
    public void Watch(TimeSpan interval, TimeProvider time) => _watching = Task.Run(() => WatchAsync(interval, time));

    /// <summary>Looks for changes once. True if there were any.</summary>
    public bool Refresh()
    {
        try
        {
            _readRules(_hooks.Take);
            _isUnreadable = false;
        }
        catch (StageFailureException exception)
        {
            // Told once, however long it lasts.
            if (!_isUnreadable)
            {
                Trouble(exception.Message);
            }

            _isUnreadable = true;
        }

        var isChanged = _hooks.Update(Trouble) | (_file?.Refresh() ?? false);
        if (isChanged)
        {
            Swap();
        }

        return isChanged;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _watching.Wait();
        _owned.ForEach(owned => owned.Dispose());
        _stop.Dispose();
    }

    private async Task WatchAsync(TimeSpan interval, TimeProvider time)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                RefreshSafely();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    /// <summary>Whatever goes wrong with new settings, those in force stay so, and the watch goes on.</summary>
    private void RefreshSafely()
    {
        try
        {
            Refresh();
        }
        catch (Exception exception)
        {
            Trouble(exception.Message);
        }
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
