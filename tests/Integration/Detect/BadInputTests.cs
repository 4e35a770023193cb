using System.Text;
using Confluent.Kafka;
using Google.Protobuf;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Detect;

/// <summary>Whatever is on the topic: it ends among the dead letters as it was, with what is wrong with it, and the next record is taken.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Shop _shop = new();

    [Fact]
    public void Truncated_IsMalformed() => AssertDeadLetter("malformed", Good().ToByteArray()[..^3]);

    [Fact]
    public void Garbage_IsMalformed() => AssertDeadLetter("malformed", [0xff, 0xff, 0xff, 0xff]);

    [Fact]
    public void EmptyValue_IsInvalid() => AssertDeadLetter("invalid", []);

    [Fact]
    public void NullValue_IsInvalid() => AssertDeadLetter("invalid", value: null);

    [Fact]
    public void UnknownBody_IsInvalid() => AssertDeadLetter("invalid", [(9 << 3) | 2, 1, 0]);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void NotFinite_IsInvalid(double value) => AssertDeadLetter("invalid", Good(value).ToByteArray());

    [Theory]
    [InlineData(-1L, "invalid")]
    [InlineData(long.MinValue, "invalid")]
    [InlineData(long.MaxValue, "future")]
    [InlineData(9_223_372_036_854L, "future")]
    public void TimeOutOfReason_IsNamed(long timeMs, string errorClass) => AssertDeadLetter(errorClass, Good(timeMs: timeMs).ToByteArray());

    [Fact]
    public void LateSample_IsLate() => AssertDeadLetter("late", Good(timeMs: _shop.Minute(-10)).ToByteArray());

    [Fact]
    public void EmptyEntity_IsInvalid()
    {
        var record = Good();
        record.Sample.Entity = new Entity();
        AssertDeadLetter("invalid", record.ToByteArray());
    }

    [Fact]
    public void EntityWithoutId_IsInvalid()
    {
        var record = Good();
        record.Sample.Entity.Id0 = "";
        AssertDeadLetter("invalid", record.ToByteArray());
    }

    [Fact]
    public void BatchIndexOutOfRange_IsInvalid()
    {
        var batch = new Batch { Entities = { Shop.Service("cart") }, Metrics = { "resp_time" }, Points = { new Point { Entity = 7, Integer = 1 } } };
        AssertDeadLetter("invalid", new MetricRecord { Batch = batch }.ToByteArray());
    }

    [Fact]
    public void BatchWithOneBadPoint_OnlyThatPointIsADeadLetter()
    {
        var points = new[] { new Point { TimeMs = _shop.Minute(0), Real = 1 }, new Point { TimeMs = _shop.Minute(0), Real = double.NaN } };
        var batch = new Batch { Entities = { Shop.Service("cart") }, Metrics = { "resp_time" }, Points = { points } };

        var letter = PublishAmongGoodOnes(new MetricRecord { Batch = batch }.ToByteArray());

        var sample = MetricRecord.Parser.ParseFrom(letter.Value).Sample;
        Assert.Equal(("cart", "resp_time", _shop.Minute(0), double.NaN), (sample.Entity.Id0, sample.Metric, sample.TimeMs, sample.Real));
    }

    public void Dispose() => _shop.Dispose();

    private MetricRecord Good(double value = 1, long? timeMs = null) => Shop.Sample("cart", value, timeMs ?? _shop.Minute(0));

    private void AssertDeadLetter(string errorClass, byte[]? value)
    {
        var letter = PublishAmongGoodOnes(value);

        Assert.Equal(value, letter.Value);
        Assert.Equal("cart", Encoding.UTF8.GetString(letter.Key!));
        Assert.Equal(_shop.Minute(0) + 20_000, letter.TimestampMs);
        var headers = letter.Headers!.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()));
        Assert.NotEmpty(headers["tocsin.error.message"]);
        headers.Remove("tocsin.error.message");
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["trace"] = "abc",
                ["tocsin.error.topic"] = _shop.Topics.Metrics,
                ["tocsin.error.partition"] = "1",
                ["tocsin.error.offset"] = "1",
                ["tocsin.error.stage"] = "detect",
                ["tocsin.error.class"] = errorClass,
            },
            headers);
    }

    /// <summary>The good ones raise their alarm all the same.</summary>
    private InputRecord PublishAmongGoodOnes(byte[]? value)
    {
        _shop.PublishMinutes("checkout", [1200], partition: 1);
        _shop.Publish(value, _shop.Minute(0) + 20_000, partition: 1, key: "cart", new Headers { { "trace", "abc"u8.ToArray() } });
        _shop.PublishMinutes("checkout", [1300, 200], from: 1, partition: 1);
        _shop.Flush();
        using var detect = _shop.Start();

        Assert.Equal("checkout took 1300 ms", Assert.Single(_shop.Alarms(expected: 1)).AlarmMessage_);
        return Assert.Single(_shop.DeadLetters(expected: 1));
    }
}
