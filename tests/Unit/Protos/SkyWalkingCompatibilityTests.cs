using Google.Protobuf;
using Google.Protobuf.Reflection;
using Tocsin.V1;

namespace Tocsin.Unit.Protos;

/// <summary>What SkyWalking's gRPC hook sends is an AlarmMessage of ours, and the other way round.</summary>
public class SkyWalkingCompatibilityTests
{
    [Theory]
    [InlineData(1, FieldType.Int64)]
    [InlineData(2, FieldType.String)]
    [InlineData(3, FieldType.String)]
    [InlineData(4, FieldType.String)]
    [InlineData(5, FieldType.String)]
    [InlineData(6, FieldType.String)]
    [InlineData(7, FieldType.String)]
    [InlineData(8, FieldType.Int64)]
    [InlineData(9, FieldType.Message)]
    [InlineData(10, FieldType.String)]
    [InlineData(11, FieldType.Int64)]
    public void AlarmMessage_Field_HasTheTypeOfSkyWalking(int number, FieldType type)
    {
        var field = AlarmMessage.Descriptor.FindFieldByNumber(number);
        Assert.Equal(type, field.FieldType);
        Assert.False(field.IsRepeated);
    }

    [Fact]
    public void AlarmMessage_WrittenBySkyWalking_IsRead()
    {
        var alarm = AlarmMessage.Parser.ParseFrom(SkyWalkingBytes());
        Assert.Equal(Ours(), alarm);
    }

    [Fact]
    public void AlarmMessage_OfTheSharedFields_IsWrittenAsSkyWalkingDoes() =>
        Assert.Equal(SkyWalkingBytes(), Ours().ToByteArray());

    private static AlarmMessage Ours() => new()
    {
        ScopeId = 6,
        Scope = "ENDPOINT_RELATION",
        Name = "a to b",
        Id0 = "id-a",
        Id1 = "id-b",
        RuleName = "slow_rule",
        AlarmMessage_ = "slow",
        StartTime = 1_560_524_171_000,
        Tags = new AlarmTags { Data = { new KeyStringValuePair { Key = "level", Value = "WARNING" } } },
        Id = "uuid-1",
        RecoveryTime = 300,
    };

    private static byte[] SkyWalkingBytes() =>
    [
        1 << 3, 6,
        .. Text(2, "ENDPOINT_RELATION"),
        .. Text(3, "a to b"),
        .. Text(4, "id-a"),
        .. Text(5, "id-b"),
        .. Text(6, "slow_rule"),
        .. Text(7, "slow"),
        (8 << 3), 0xf8, 0xcd, 0xf4, 0xb3, 0xb5, 0x2d,
        (9 << 3) | 2, 18, (1 << 3) | 2, 16, .. Text(1, "level"), .. Text(2, "WARNING"),
        .. Text(10, "uuid-1"),
        11 << 3, 0xac, 0x02,
    ];

    private static byte[] Text(int field, string text) => [(byte)((field << 3) | 2), (byte)text.Length, .. System.Text.Encoding.UTF8.GetBytes(text)];
}
