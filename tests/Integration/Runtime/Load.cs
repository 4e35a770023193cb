using System.Text;
using Google.Protobuf;
using Tocsin.Integration.Detect;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Runtime;

/// <summary>
/// Samples of a few entities, published in a thread of its own until it is stopped. A minute of the log passes with every few hundred of them,
/// so that windows fill and silence ends; in real time it passes as on the wall, with a pause after each, so that idle partitions get ticks.
/// </summary>
internal sealed class Load : IDisposable
{
    private const int Entities = 24;
    private const int MsPerSample = 100;
    private readonly Topics _topics;
    private readonly TopicWriter _writer;
    private readonly Random _random;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _publishing;
    private readonly int _samplesPerTurn;
    private readonly bool _isInRealTime;
    private long _timeMs = NowMs() + Shop.MsPerMinute;

    /// <param name="client">How to reach the cluster.</param>
    /// <param name="topics">Where to publish.</param>
    /// <param name="seed">Chooses entities and values.</param>
    /// <param name="samplesPerTurn">So many are published every twenty milliseconds.</param>
    /// <param name="isInRealTime">Samples bear the time at which they are published.</param>
    public Load(ClientSettings client, Topics topics, int seed, int samplesPerTurn = 20, bool isInRealTime = false)
    {
        (_topics, _random, _samplesPerTurn, _isInRealTime) = (topics, new Random(seed), samplesPerTurn, isInRealTime);
        _writer = new TopicWriter(client);
        _publishing = Task.Factory.StartNew(Publish, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Samples published so far.</summary>
    public int Count { get; private set; }

    /// <summary>Ends it and waits until everything is in the log.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _publishing.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Stop();
        _writer.Dispose();
        _stop.Dispose();
    }

    private void Publish()
    {
        while (!_stop.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20)))
        {
            for (var i = 0; i < _samplesPerTurn && !IsPausing; i++)
            {
                PublishOne();
            }
        }

        _writer.Flush(TimeSpan.FromSeconds(60));
    }

    private void PublishOne()
    {
        var entity = _random.Next(Entities);
        var sample = new Sample
        {
            Metric = _random.Next(3) switch { 0 => "slow", 1 => "quick", _ => "gone" },
            Entity = new Entity { Scope = Scope.Service, Id0 = $"e{entity}", Name = $"entity {entity}" },
            Integer = _random.Next(5, 20),
        };
        var value = new MetricRecord { Sample = sample }.ToByteArray();
        _writer.Write(new OutputRecord(_topics.Metrics, Encoding.UTF8.GetBytes(sample.Entity.Id0), value, null, _timeMs), entity % Cluster.Partitions);
        _timeMs = _isInRealTime ? NowMs() : _timeMs + MsPerSample;
        Count++;
    }

    /// <summary>Long enough for a partition to count as idle.</summary>
    private bool IsPausing => _isInRealTime && NowMs() % Shop.MsPerMinute < 5_000;

    private static long NowMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
