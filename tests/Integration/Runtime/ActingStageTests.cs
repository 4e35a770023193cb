using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Integration.Detect;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Integration.Runtime;

/// <summary>A stage that acts, with a real client.</summary>
public sealed class ActingStageTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>A broker may wait that long for a member that has left.</summary>
    private static readonly Dictionary<string, string> _quick = new() { ["session.timeout.ms"] = Cluster.HasTransactions ? "6000" : "3000", ["heartbeat.interval.ms"] = "300" };
    private readonly Cluster _cluster = new(withTopics: false);
    private readonly ClientSettings _client;
    private readonly StageIdentity _identity;

    public ActingStageTests()
    {
        var topics = _cluster.Topics;
        _client = new ClientSettings { BootstrapServers = _cluster.BootstrapServers, Options = _quick };
        _identity = new("noting", topics.Deliveries, [topics.Records], topics.State("noting"), topics.DeadLetters, topics.Prefix);
        foreach (var topic in new[] { topics.Deliveries, topics.Records, topics.State("noting"), topics.DeadLetters })
        {
            _cluster.Create(topic, partitions: 1);
        }
    }

    [Fact]
    public void Stage_BehindTransactions_ActsOnceItKnowsAll()
    {
        WriteInTransaction("a", "b");
        WriteInTransaction("c");

        var stage = RunUntilNoted(3);

        Assert.Equal([0L, 1, 3], stage.Begun.Select(each => each.Offset));
        Assert.All(stage.Begun, each => Assert.Equal(3, each.Known));
    }

    [Fact]
    public void Stage_OfAnEmptyPartition_ActsOnWhatComes()
    {
        var stage = RunUntilNoted(2, running: () => WriteInTransaction("a", "b"));

        Assert.Equal([0L, 1], stage.Begun.Select(each => each.Offset));
    }

    [Fact]
    public void Stage_WhoseRecordsRetentionTook_ActsOnWhatIsLeft()
    {
        WriteInTransaction("a", "b", "c");
        _cluster.DeleteRecords(_identity.InputTopic, 0, 2);

        var stage = RunUntilNoted(1);

        Assert.Equal([2L], stage.Begun.Select(each => each.Offset));
    }

    [Fact]
    public void Stage_AfterARestart_DoesNothingAgain()
    {
        WriteInTransaction("a", "b");
        RunUntilNoted(2);
        WriteInTransaction("c");

        var stage = RunUntilNoted(3);

        Assert.Single(stage.Begun);
    }

    [Fact]
    public void Outcomes_WhenItStops_AreInTheLog()
    {
        WriteInTransaction("a", "b");

        var stage = Run(notesAtTheEnd: true, stage => stage.Begun.Count == 2);

        Assert.True(stage.IsActing);
        Assert.Equal([0L, 1], Noted());
    }

    [Fact]
    public void NewOwner_BehindOutcomesThatTheStateLacks_ReadsThemFirst()
    {
        WriteInTransaction("a", "b");
        Run(notesAtTheEnd: true, stage => stage.Begun.Count == 2);
        WriteInTransaction("c");

        var stage = RunUntilNoted(3);

        Assert.Equal("c", Text(Assert.Single(stage.Begun).Offset));
    }

    public void Dispose() => _cluster.Dispose();

    private NotingStage RunUntilNoted(int count, Action? running = null) => Run(notesAtTheEnd: false, _ => Noted().Count == count, running);

    /// <summary>Runs an instance until something is so, and then to its end.</summary>
    private NotingStage Run(bool notesAtTheEnd, Func<NotingStage, bool> isEnough, Action? running = null)
    {
        NotingStage? stage = null;
        using var stop = new CancellationTokenSource();
        var host = new StageHost(_identity, _client, new RunnerSettings { Guarantee = ProcessingGuarantee.AtLeastOnce }, (_, state) => stage = new NotingStage(state) { NotesAtTheEnd = notesAtTheEnd }, TimeProvider.System, NullLogger.Instance);
        var run = Task.Run(() => host.Run(() => { }, stop.Token));
        running?.Invoke();
        Shop.Eventually(() => run.IsFaulted || (stage is not null && isEnough(stage)), () => $"begun {string.Join(", ", stage?.Begun ?? [])}, noted {string.Join(", ", Noted())}");
        stop.Cancel();
        run.GetAwaiter().GetResult();
        return stage!;
    }

    private string Text(long offset)
    {
        using var scanner = new InputScanner(_client, _identity.InputTopic);
        return Encoding.UTF8.GetString(Assert.Single(scanner.Read(0, offset, 1, _patience, out _)).Value!);
    }

    private List<long> Noted()
    {
        using var scanner = new InputScanner(_client, _identity.InputTopic);
        return [.. scanner.Read(0, 0, 1_000, _patience, out _).Select(record => NotingStage.NotedOffset(record.Value!)).OfType<long>()];
    }

    private void WriteInTransaction(params string[] values)
    {
        using var writer = new TransactionalWriter(_client, $"{_cluster.Topics.Prefix}.test");
        writer.Begin();
        writer.Write([.. values.Select(value => (new OutputRecord(_identity.InputTopic, null, Encoding.UTF8.GetBytes(value)), 0))]);
        writer.Commit();
    }
}
