using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Samples;
using Tocsin.V1;
using Point = Tocsin.V1.Point;

namespace Tocsin.Unit.Samples;

public class RecordReaderTests
{
    private readonly RecordReader _reader = new();

    [Fact]
    public void Sample_Read_IsOneSampleWithAllItsParts()
    {
        var record = Records.Single();
        Assert.Equal(RecordKind.Samples, _reader.Read(record));
        Assert.Equal(1, _reader.Count);
        Assert.True(_reader.TryGet(record, 0, out var sample));
        Assert.Equal("service_resp_time", Text(sample.Metric));
        Assert.Equal(1, sample.Entity.Scope);
        Assert.Equal("checkout", Text(sample.Entity.Id0));
        Assert.Equal("", Text(sample.Entity.Id1));
        Assert.Equal("checkout-name", Text(sample.Entity.Name));
        Assert.Equal(Records.TimeMs, sample.TimeMs);
        Assert.Equal(ValueKind.Whole, sample.Kind);
        Assert.Equal(1200, sample.Raw);
    }

    [Fact]
    public void Sample_WithoutEntity_HasAnEntityWithoutScopeAndId()
    {
        var record = Records.Single(sample => sample.Entity = null);
        _reader.Read(record);
        Assert.True(_reader.TryGet(record, 0, out var sample));
        Assert.Equal(0, sample.Entity.Scope);
        Assert.True(sample.Entity.Id0.IsEmpty);
        Assert.True(sample.Entity.Attributes.IsEmpty);
    }

    [Fact]
    public void Sample_WithoutValue_IsOfNoKind()
    {
        var record = Records.Single(sample => sample.ClearValue());
        _reader.Read(record);
        Assert.True(_reader.TryGet(record, 0, out var sample));
        Assert.Equal(ValueKind.None, sample.Kind);
    }

    [Fact]
    public void Batch_Point_TakesItsOwnTimeElseTheBatchs()
    {
        var record = Records.Batch(new Point { Entity = 1, Metric = 1, Real = 0.5 }, new Point { TimeMs = 7, Integer = 1 });
        Assert.Equal(RecordKind.Samples, _reader.Read(record));
        Assert.Equal(2, _reader.Count);
        Assert.True(_reader.TryGet(record, 0, out var first));
        Assert.Equal("billing service_sla", $"{Text(first.Entity.Id0)} {Text(first.Metric)}");
        Assert.Equal(Records.TimeMs, first.TimeMs);
        Assert.Equal(0.5, BitConverter.Int64BitsToDouble(first.Raw));
        Assert.True(_reader.TryGet(record, 1, out var second));
        Assert.Equal("checkout service_resp_time", $"{Text(second.Entity.Id0)} {Text(second.Metric)}");
        Assert.Equal(7, second.TimeMs);
    }

    [Fact]
    public void Batch_IndexPointsNowhere_IsNamedAndTheOthersAreRead()
    {
        var record = Records.Batch(new Point { Entity = 7 }, new Point { Metric = uint.MaxValue }, new Point { Integer = 3 });
        _reader.Read(record);
        Assert.False(_reader.TryGet(record, 0, out _));
        Assert.Equal("point 0: entity 7 doesn't exist, the batch has 2", _reader.Error);
        Assert.False(_reader.TryGet(record, 1, out _));
        Assert.Equal("point 1: metric 4294967295 doesn't exist, the batch has 2", _reader.Error);
        Assert.True(_reader.TryGet(record, 2, out _));
    }

    [Fact]
    public void TryGet_BeyondCount_Throws()
    {
        _reader.Read(Records.Batch(new Point(), new Point()));
        var record = Records.Single();
        _reader.Read(record);
        Assert.Throws<ArgumentOutOfRangeException>(() => _reader.TryGet(record, 1, out _));
    }

    [Fact]
    public void Activation_Read_GivesItsVersion()
    {
        Assert.Equal(RecordKind.Activation, _reader.Read(new MetricRecord { Activation = new RuleSetActivated { Version = "v7" } }.ToByteArray()));
        Assert.Equal("v7", _reader.Version);
        Assert.Equal(0, _reader.Count);
    }

    [Fact]
    public void Tick_Read_HasNoSamples()
    {
        _reader.Read(Records.Single());
        Assert.Equal(RecordKind.Tick, _reader.Read(new MetricRecord { Tick = new Tick { TimeMs = 5 } }.ToByteArray()));
        Assert.Equal(0, _reader.Count);
        Assert.Equal("", _reader.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2A00")]
    [InlineData("5001")]
    public void Record_WithoutKnownBody_IsEmpty(string hex) => Assert.Equal(RecordKind.Empty, _reader.Read(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("0A05", "truncated, in the field at byte 0 of 2")]
    [InlineData("0A0312050A", "truncated, in the field at byte 2 of 5")]
    [InlineData("0A0218FF", "truncated, in the field at byte 2 of 4")]
    [InlineData("0A0C18FFFFFFFFFFFFFFFFFFFF01", "a varint of more than 10 bytes, in the field at byte 2 of 14")]
    [InlineData("0A020001", "field number 0, in the field at byte 2 of 4")]
    [InlineData("0A010F", "an unknown wire type, in the field at byte 2 of 3")]
    [InlineData("0A060AFFFFFFFF0F", "a negative length, in the field at byte 2 of 8")]
    [InlineData("0A0113", "truncated, in the field at byte 2 of 3")]
    [InlineData("0A02131C", "the end of a group that was not begun, in the field at byte 2 of 4")]
    [InlineData("0A0114", "the end of a group that was not begun, in the field at byte 2 of 3")]
    public void Record_Malformed_SaysWhatAndWhere(string hex, string error)
    {
        _reader.Read(Records.Single());
        Assert.Equal(RecordKind.Malformed, _reader.Read(Convert.FromHexString(hex)));
        Assert.Equal(error, _reader.Error);
        Assert.Equal(0, _reader.Count);
    }

    [Fact]
    public void Record_MalformedAtItsEnd_GivesNoneOfItsSamples()
    {
        Assert.Equal(RecordKind.Malformed, _reader.Read([.. Records.Batch(new Point { Integer = 1 }), 0xff]));
        Assert.Equal(0, _reader.Count);
    }

    [Fact]
    public void Sample_InTwoPieces_IsMerged()
    {
        byte[] record = [.. Records.Single(sample => sample.ClearValue()), .. new MetricRecord { Sample = new V1.Sample { Real = 2.5 } }.ToByteArray()];
        Assert.Equal(RecordKind.Samples, _reader.Read(record));
        Assert.True(_reader.TryGet(record, 0, out var sample));
        Assert.Equal("service_resp_time", Text(sample.Metric));
        Assert.Equal(2.5, BitConverter.Int64BitsToDouble(sample.Raw));
    }

    [Fact]
    public void Text_NotUtf8_ReadsAsTheReplacementCharacter()
    {
        byte[] record = [0x0a, 3, 0x0a, 1, 0xff];
        _reader.Read(record);
        Assert.True(_reader.TryGet(record, 0, out var sample));
        Assert.Equal("\ufffd", Text(sample.Metric));
    }

    [Fact]
    public void Reading_TheSameRecordsAgain_AllocatesNothing()
    {
        byte[][] records = [Records.Single(), Records.Batch([.. Enumerable.Range(0, 200).Select(Several)]), new MetricRecord { Tick = new() }.ToByteArray()];
        ReadAll(records);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(records);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Point Several(int i) => new() { Entity = (uint)i % 2, Several = new Several { Integers = { i, i + 1 } } };

    private void ReadAll(byte[][] records)
    {
        foreach (var record in records)
        {
            _reader.Read(record);
            for (var i = 0; i < _reader.Count; i++)
            {
                _reader.TryGet(record, i, out var sample);
                var values = new ValueReader(sample);
                while (values.MoveNext())
                {
                }

                AttributeReader.TryFind(sample.Entity, "host"u8, out _);
            }
        }
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
