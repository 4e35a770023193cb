using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tocsin.Converge.Matching;
using Tocsin.Engine.Routing;
using Tocsin.Protos;
using Tocsin.Runtime.Settings;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Converge;

public sealed class ActivePoliciesTests : IDisposable
{
    private const string Rules = "hooks: {webhook: {all: {is-default: true, urls: http://127.0.0.1/a}}}";
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly Queue<InputRecord> _topic = new();
    private readonly ListLogger _logger = new();
    private readonly List<IDisposable> _owned = [];
    private DateTime _written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Policies_OfAFolder_AreOneBook()
    {
        Write("a.yml", "policies: [{name: one, notify: none}]");
        Write("b.yml", "policies: [{name: two, notify: none}]\nshields: [{name: night, match: {}, times: [{days: sun}]}]");
        var policies = Open();

        Assert.Equal((2, 1), (policies.Current.Book.Count, policies.Current.Book.Shields.Length));
    }

    [Fact]
    public void Policies_Changed_AreReadAgain_AndWithErrorsChangeNothing()
    {
        Write("a.yml", "policies: [{name: one, notify: none}]");
        var policies = Open();
        _logger.Ids.Clear();

        Write("a.yml", "policies: [{name: one, notify: none}, {name: two, notify: none}]");
        Assert.True(policies.Refresh());
        Assert.Equal(2, policies.Current.Book.Count);

        Write("b.yml", "policies: 7");
        Assert.False(policies.Refresh());
        Assert.Equal(2, policies.Current.Book.Count);
        Assert.Equal([302, 303], _logger.Ids);
    }

    [Fact]
    public void Policies_WithErrorsAtTheStart_AreRefusedWithAllOfThem()
    {
        Write("a.yml", "policies: 7");
        Write("b.yml", "packages: 7");

        var failure = Assert.Throws<StageFailureException>(Open);

        Assert.Contains("a.yml:1:11: error:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("b.yml:1:11: error:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Receivers_OfPolicies_AreLookedForAmongTheHooksThereAre()
    {
        Apply("v1", Rules);
        Write("a.yml", "policies: [{name: one, notify: {receivers: webhook.all}}, {name: two, notify: {receivers: webhook.gone}}]");

        Open();

        Assert.Single(_logger.Ids, 302);
    }

    [Fact]
    public void Hooks_OfNewRules_AreToldOfAlarms()
    {
        Write("a.yml", "policies: []");
        var policies = Open();
        Assert.Empty(Told(policies));

        Apply("v1", Rules);
        Assert.True(policies.Refresh());

        Assert.Equal(["webhook.all"], Told(policies));
    }

    [Fact]
    public void DispatchFile_Changed_IsReadAgain()
    {
        Write("a.yml", "policies: []");
        var policies = Open();

        Write("dispatch.txt", Rules);
        Assert.True(policies.Refresh());

        Assert.Equal(["webhook.all"], Told(policies));
    }

    [Fact]
    public void Look_IsToldEvenIfNothingChanged()
    {
        Write("a.yml", "policies: []");
        var policies = Open();
        var looks = 0;
        policies.Looked += _ => looks++;

        Assert.False(policies.Refresh());

        Assert.Equal(1, looks);
    }

    public void Dispose()
    {
        _owned.ForEach(owned => owned.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> Told(ActivePolicies policies) =>
        policies.Current.Book.Match(new AlarmMessage { Id = "a" }, policies.Current.Router).Matches.SelectMany(match => match.Calls).Select(call => call.Receiver);

    private ActivePolicies Open()
    {
        var hooks = new ActiveHooks();
        var rules = new QuietReader(ReadTopic, record => hooks.Take(record.Key, record.Value), _ => { });
        var router = new ActiveRouter(rules, hooks, DispatchFile.Watch(Path.Combine(_folder, "dispatch.txt"), _logger), _logger);
        var policies = new ActivePolicies(PoliciesFile.Watch(_folder, () => router.Router, _logger), router, _logger);
        _owned.AddRange([policies, router]);
        return policies;
    }

    private void ReadTopic(Action<InputRecord> take)
    {
        while (_topic.TryDequeue(out var record))
        {
            take(record);
        }
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        _written = _written.AddSeconds(1);
        File.SetLastWriteTimeUtc(path, _written);
    }

    private void Apply(string version, string text)
    {
        Add(RulesKeys.OfVersion(version), new RuleSetText { Version = version, Text = text, FileName = "rules.yml" });
        Add(RulesKeys.OfActive(), new ActiveRuleSet { Version = version });
    }

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
