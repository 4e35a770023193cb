using Microsoft.Extensions.Logging;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect;

/// <summary>
/// The rules of a running Detect: versions come from the rules topic, which says the same to every instance and on every replay. A settings
/// file, where one is given, is applied through that topic like any other change. To be used from the stage's thread.
/// </summary>
internal sealed class DetectRules : IRuleVersions, IDisposable
{
    private static readonly TimeSpan _refreshInterval = TimeSpan.FromSeconds(1);
    private readonly DetectSettings _settings;
    private readonly WatchedFile<RulesText>? _file;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RulesTopic _topic;
    private bool _isToApply;
    private long _lastRefresh;

    /// <exception cref="StageFailureException">The file has errors, no rules were ever applied, or Kafka refuses.</exception>
    public DetectRules(DetectSettings settings, WatchedFile<RulesText>? file, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _file = file;
        _time = time;
        _logger = logger;
        _lastRefresh = time.GetTimestamp();
        _isToApply = file is not null;
        _topic = new RulesTopic(settings.Client, settings.Topics);
        Apply();
        if (_topic.Active is null)
        {
            throw new StageFailureException($"{DetectStage.Name}: no rules were applied yet to {settings.Topics.Rules}: apply some with tocsin rules apply, or give a settings file");
        }
    }

    public RuleSet? Find(string version)
    {
        if (_topic.Find(version) is { } known)
        {
            return known;
        }

        _topic.Refresh();
        return _topic.Find(version);
    }

    public RuleSet StartOf(int partition)
    {
        if (!_topic.Partitions.ContainsKey(partition))
        {
            _topic.Refresh();
            RulesApplier.EnsurePartitions(_settings.Client, _settings.Topics, _topic, _time);
        }

        var version = _topic.Partitions[partition].StartVersion;
        return Find(version) ?? throw new StageFailureException($"{DetectStage.Name}: {_settings.Topics.Rules} doesn't hold rules {version}, by which partition {partition} starts");
    }

    /// <summary>To be called often: once a second it looks at the file, and applies it if it changed.</summary>
    public void Refresh()
    {
        if (_file is null || _time.GetElapsedTime(_lastRefresh) < _refreshInterval)
        {
            return;
        }

        _lastRefresh = _time.GetTimestamp();
        _isToApply |= _file.Refresh();
        Apply();
    }

    public void Dispose() => _topic.Dispose();

    private void Apply()
    {
        if (!_isToApply)
        {
            return;
        }

        try
        {
            using var applier = new RulesApplier(_settings.Client, _settings.Topics, _time);
            var applied = applier.Apply(_file!.Settings.Text, _file.Settings.File, DetectStage.Name);
            _isToApply = false;
            _topic.Refresh();
            DetectLog.RulesApplied(_logger, applied.Read.RuleSet!.Version, applied.Activated.Count);
        }
        catch (FencedException)
        {
            // Another instance is at it, most likely with the same file: the next turn finds its version active, or tries again.
            _topic.Refresh();
        }
    }
}
