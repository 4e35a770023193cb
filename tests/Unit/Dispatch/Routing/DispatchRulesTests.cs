using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Routing;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Routing;

public sealed class DispatchRulesTests : IDisposable
{
    private const string Rules = "hooks: {webhook: {all: {is-default: true, urls: http://127.0.0.1/a}}}";
    private const string Own = "hooks: {slack: {ops: {text-template: '%s', webhooks: http://127.0.0.1/}}}";
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly Queue<InputRecord> _topic = new();
    private readonly ListLogger _logger = new();
    private Exception? _failure;
    private DateTime _written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private string Path => System.IO.Path.Combine(_folder, "dispatch.yml");

    [Fact]
    public void Dispatch_WithoutRulesOrFile_RunsAndSaysSo()
    {
        using var rules = Open();

        Assert.Empty(rules.Current.Router.Hooks);
        Assert.Equal([275, 278], _logger.Ids);
    }

    [Fact]
    public void Rules_Applied_BringTheirHooks()
    {
        using var rules = Open();
        Apply("v1", Rules);

        Assert.True(rules.Refresh());
        Assert.Equal(["webhook.all"], rules.Current.Router.Hooks.Select(hook => hook.FullName));
        Assert.False(rules.Refresh());
    }

    [Fact]
    public void Rules_OfAnEarlierVersion_AppliedAgain_BringTheirHooksBack()
    {
        using var rules = Open();
        Apply("v1", Rules);
        Apply("v2", Rules.Replace("all:", "other:", StringComparison.Ordinal));
        rules.Refresh();
        Assert.Equal(["webhook.other"], rules.Current.Router.Hooks.Select(hook => hook.FullName));

        Activate("v1");
        Assert.True(rules.Refresh());
        Assert.Equal(["webhook.all"], rules.Current.Router.Hooks.Select(hook => hook.FullName));
    }

    [Fact]
    public void File_NextToRules_AddsItsHooks()
    {
        Apply("v1", Rules);
        Write(Own);
        using var rules = Open();

        Assert.Equal(["webhook.all", "slack.ops"], rules.Current.Router.Hooks.Select(hook => hook.FullName));
        Assert.Equal("slack.ops", Assert.Single(rules.Current.Own.Hooks).FullName);
    }

    [Fact]
    public void File_Changed_IsReadAgain_AndOneWithErrorsChangesNothing()
    {
        using var rules = Open();
        Write(Own);
        Assert.True(rules.Refresh());
        Assert.Equal(["slack.ops"], rules.Current.Router.Hooks.Select(hook => hook.FullName));
        _logger.Ids.Clear();

        Write("routes: 7");
        Assert.False(rules.Refresh());
        Assert.False(rules.Refresh());
        File.Delete(Path);
        Assert.False(rules.Refresh());
        Assert.False(rules.Refresh());

        Assert.Equal(["slack.ops"], rules.Current.Router.Hooks.Select(hook => hook.FullName));
        Assert.Equal([272, 273, 274], _logger.Ids);
    }

    [Fact]
    public void File_WithErrors_AtTheStart_IsRefusedWithAllOfThem()
    {
        Write("routes: 7\nlinks: {a: b}");

        var failure = Assert.Throws<StageFailureException>(Open);

        Assert.Contains("dispatch.yml:1:9: error:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dispatch.yml:2:12: error:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_ThatCantBeRead_LeaveTheHooksAndAreToldOnce()
    {
        Apply("v1", Rules);
        using var rules = Open();
        _logger.Ids.Clear();

        Apply("v2", "rules: 7");
        Assert.False(rules.Refresh());
        Assert.False(rules.Refresh());
        Activate("v3");
        Assert.False(rules.Refresh());

        Assert.Equal([277, 277], _logger.Ids);
        Assert.Equal(["webhook.all"], rules.Current.Router.Hooks.Select(hook => hook.FullName));
    }

    [Fact]
    public void Topic_OutOfReach_IsToldOnceUntilItIsBack()
    {
        using var rules = Open();
        _logger.Ids.Clear();

        _failure = new StageFailureException("no Kafka");
        Assert.False(rules.Refresh());
        Assert.False(rules.Refresh());
        Assert.Equal([277], _logger.Ids);

        _failure = null;
        Apply("v1", Rules);
        Assert.True(rules.Refresh());
    }

    [Fact]
    public void Settings_Changing_AreToldBeforeTheyHold()
    {
        using var rules = Open();
        var told = new List<(int Next, int Current)>();
        rules.Changing += next => told.Add((next.Router.Hooks.Length, rules.Current.Router.Hooks.Length));
        Apply("v1", Rules);
        rules.Refresh();

        Assert.Equal([(1, 0)], told);
    }

    [Fact]
    public async Task Watch_FindsChangesByItself()
    {
        using var rules = Open();
        var changed = new TaskCompletionSource();
        rules.Changing += _ => changed.SetResult();
        Apply("v1", Rules);
        rules.Watch(TimeSpan.FromMilliseconds(1), TimeProvider.System);

        await changed.Task;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DispatchRules Open()
    {
        var hooks = new ActiveHooks();
        var rules = new QuietReader(ReadTopic, record => hooks.Take(record.Key, record.Value), reason => RoutingLog.RulesUnreadable(_logger, reason));
        return new DispatchRules(rules, hooks, DispatchFile.Watch(Path, _logger), _logger);
    }

    private void ReadTopic(Action<InputRecord> take)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        while (_topic.TryDequeue(out var record))
        {
            take(record);
        }
    }

    private void Write(string text)
    {
        File.WriteAllText(Path, text);
        _written = _written.AddSeconds(1);
        File.SetLastWriteTimeUtc(Path, _written);
    }

    private void Apply(string version, string text)
    {
        Add(RulesKeys.OfVersion(version), new RuleSetText { Version = version, Text = text, FileName = "rules.yml" });
        Activate(version);
        Add(RulesKeys.OfPartition(0), new PartitionRules { StartVersion = version });
    }

    private void Activate(string version) => Add(RulesKeys.OfActive(), new ActiveRuleSet { Version = version });

    private void Add(byte[] key, IMessage value) => _topic.Enqueue(new InputRecord("tocsin.rules.v1", 0, 0, 0, key, value.ToByteArray(), null));

    private sealed class ListLogger : ILogger
    {
        public List<int> Ids { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel > LogLevel.Information)
            {
                Ids.Add(eventId.Id);
            }
        }
    }
}
