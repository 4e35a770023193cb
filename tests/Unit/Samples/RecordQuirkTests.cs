using Tocsin.Engine.Samples;

namespace Tocsin.Unit.Samples;

/// <summary>Corners of Google.Protobuf that random records seldom meet: the reader takes and refuses the same.</summary>
public class RecordQuirkTests
{
    private const byte Record = 0x0a;
    private const byte Entity = 0x12;
    private const byte Attribute = 0x2a;
    private const byte Several = 0x32;

    private readonly RecordReader _reader = new();

    [Theory]
    [InlineData("0A8080808008", true)]
    [InlineData("0AFFFFFFFF07", true)]
    [InlineData("0AFFFFFFFF070A020102", true)]
    [InlineData("12F8FFFFFF07", true)]
    [InlineData("0A80808004", false)]
    [InlineData("12070000000000F03F", false)]
    public void PackedList_WhoseLengthLies_IsEmptyOrRefused(string hex, bool taken) =>
        Check(Wrap(Record, Wrap(Several, Convert.FromHexString(hex))), taken);

    [Theory]
    [InlineData(96, true)]
    [InlineData(97, false)]
    public void Groups_InAnAttribute_NestOneLevelLess(int levels, bool taken) =>
        Check(Wrap(Record, Wrap(Entity, Wrap(Attribute, Groups(levels)))), taken);

    [Theory]
    [InlineData(98, true)]
    [InlineData(99, false)]
    public void Groups_InAnEntity_NestUpToTheLimit(int levels, bool taken) => Check(Wrap(Record, Wrap(Entity, Groups(levels))), taken);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Groups_InTheRecord_NestUpToTheLimit(int levels, bool taken) => Check(Groups(levels), taken);

    [Fact]
    public void WireTypes6And7_AreDroppedInAnAttributeAndRefusedElsewhere()
    {
        Check(Wrap(Record, Wrap(Entity, Wrap(Attribute, [0x0f, 0x0e, 0x0a, 0]))), taken: true);
        Check(Wrap(Record, Wrap(Entity, [0x0f])), taken: false);
    }

    [Theory]
    [InlineData("0A00", true)]
    [InlineData("8A00", false)]
    [InlineData("8A0000", true)]
    [InlineData("8A80808010021801", true)]
    [InlineData("0AFFFFFFFF07", false)]
    [InlineData("0AFFFFFFFF0F", false)]
    public void TagsAndLengths_LongerThanNeeded_AreCutTo32Bits(string hex, bool taken) => Check(Convert.FromHexString(hex), taken);

    private static byte[] Groups(int levels) => [.. Enumerable.Repeat((byte)0x3b, levels), .. Enumerable.Repeat((byte)0x3c, levels)];

    private static byte[] Wrap(byte tag, byte[] body) =>
        body.Length < 0x80 ? [tag, (byte)body.Length, .. body] : [tag, (byte)(body.Length | 0x80), (byte)(body.Length >> 7), .. body];

    private void Check(byte[] record, bool taken)
    {
        Assert.Null(Difference.Of(_reader, record));
        Assert.Equal(taken, _reader.Read(record) != RecordKind.Malformed);
    }
}
