using System.Diagnostics;
using System.Globalization;

namespace Tocsin.Cli.Auditing;

/// <summary>Shows on a terminal how far something has come, how fast it is and how long it will take; nothing in the first two seconds.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 30;
    private const int LineWidth = 79;
    private const int SecondsPerMinute = 60;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Terminal _terminal;
    private readonly Func<ProgressState> _state;
    private readonly Timer? _timer;
    private bool _isShown;
    private bool _isOver;

    public ProgressBar(Terminal terminal, Func<ProgressState> state)
    {
        (_terminal, _state) = (terminal, state);
        _timer = terminal.ShowsProgress ? new Timer(_ => Show(), null, _patience, _interval) : null;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_state)
        {
            _isOver = true;
            if (_isShown)
            {
                _terminal.Error.Write($"\r{new string(' ', LineWidth)}\r");
            }
        }
    }

    /// <summary>The line of a state after some time.</summary>
    internal static string Line(ProgressState state, TimeSpan elapsed)
    {
        var share = state.Total == 0 ? 0 : Math.Min(1, (double)state.Done / state.Total);
        var full = (int)(share * Width);
        var rate = state.Samples / Math.Max(elapsed.TotalSeconds, 0.001);
        var left = share > 0 ? $"{Duration(elapsed * ((1 - share) / share))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', Width - full)}] {share,4:0%}  {Rate(rate)} samples/s  {left}").TrimEnd();
    }

    private static string Rate(double rate) => rate switch
    {
        >= 1e6 => (rate / 1e6).ToString("0.0 M", CultureInfo.InvariantCulture),
        >= 1e3 => (rate / 1e3).ToString("0 k", CultureInfo.InvariantCulture),
        _ => rate.ToString("0", CultureInfo.InvariantCulture),
    };

    private static string Duration(TimeSpan time) => time.TotalSeconds < SecondsPerMinute
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00} min");

    private void Show()
    {
        lock (_state)
        {
            if (!_isOver)
            {
                _isShown = true;
                _terminal.Error.Write($"\r{Line(_state(), Stopwatch.GetElapsedTime(_begun)).PadRight(LineWidth)}");
            }
        }
    }
}
