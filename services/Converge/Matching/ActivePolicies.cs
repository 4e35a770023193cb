using Microsoft.Extensions.Logging;
using Tocsin.Engine.Policies;
using Tocsin.Runtime.Settings;

namespace Tocsin.Converge.Matching;

/// <summary>
/// The settings of a running Converge: its policies, and who is told where they name nobody. All are looked at about once a second, in the background,
/// and what holds is swapped as a whole; what can't be read changes nothing.
/// </summary>
internal sealed class ActivePolicies : IDisposable
{
    private readonly WatchedFile<PolicyBook>? _policies;
    private readonly ActiveRouter _router;
    private readonly ILogger _logger;
    private volatile LivePolicies _current;
    private BackgroundWatch? _watch;

    /// <param name="policies">Null for the built-in policy alone.</param>
    /// <param name="router">Is looked at with the policies.</param>
    /// <param name="logger">Is told what goes wrong.</param>
    public ActivePolicies(WatchedFile<PolicyBook>? policies, ActiveRouter router, ILogger logger)
    {
        (_policies, _router, _logger) = (policies, router, logger);
        _current = Make();
    }

    /// <summary>What holds now. Immutable: whoever needs several answers that fit together keeps it.</summary>
    public LivePolicies Current => _current;

    /// <summary>Is called at every look, once what has changed holds, in the background.</summary>
    public event Action<LivePolicies>? Looked;

    /// <summary>Begins to look for changes, until disposed.</summary>
    public void Watch(TimeSpan interval, TimeProvider time) => _watch = new BackgroundWatch(() => Refresh(), reason => PoliciesLog.Trouble(_logger, reason), interval, time);

    /// <summary>Looks for changes once. True if there were any.</summary>
    public bool Refresh()
    {
        var isChanged = _router.Refresh() | (_policies?.Refresh() ?? false);
        if (isChanged)
        {
            _current = Make();
        }

        Looked?.Invoke(_current);
        return isChanged;
    }

    public void Dispose() => _watch?.Dispose();

    private LivePolicies Make() => new(_policies?.Settings ?? PolicyBook.BuiltIn, _router.Router);
}
