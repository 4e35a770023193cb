using System.Text;
using Tocsin.Engine.Samples;
using Tocsin.V1;

namespace Tocsin.Unit.Samples;

public class EntityViewTests
{
    private readonly RecordReader _reader = new();

    [Fact]
    public void Attributes_AreFoundByKey()
    {
        var entity = Read(Records.Single());
        Assert.True(AttributeReader.TryFind(entity, "module"u8, out var module));
        Assert.Equal("web", Encoding.UTF8.GetString(module));
        Assert.False(AttributeReader.TryFind(entity, "rack"u8, out _));
    }

    [Fact]
    public void Attributes_OfTheSameKey_TheLastCounts()
    {
        // Two entries with the key "a", and none but unknown fields in the third.
        var entity = Read([0x0a, 20, 0x12, 18, .. Entry("a", "1"), .. Entry("a", "2"), 0x2a, 0]);
        Assert.True(AttributeReader.TryFind(entity, "a"u8, out var value));
        Assert.Equal("2", Encoding.UTF8.GetString(value));
    }

    [Fact]
    public void Attributes_WithOtherFieldsInBetween_AreAllFound()
    {
        var entity = Read([0x0a, 20, 0x12, 18, .. Entry("a", "1"), 0x08, 1, .. Entry("b", "2")]);
        Assert.Equal(1, entity.Scope);
        Assert.True(AttributeReader.TryFind(entity, "a"u8, out _));
        Assert.True(AttributeReader.TryFind(entity, "b"u8, out _));
    }

    [Fact]
    public void Hash_SaysNothingAboutNameAndAttributes()
    {
        var hash = Read(Records.Single()).Hash;
        Assert.Equal(hash, Read(Records.Single(sample => sample.Entity.Name = "other")).Hash);
        Assert.Equal(hash, Read(Records.Single(sample => sample.Entity.Attributes.Clear())).Hash);
        Assert.NotEqual(hash, Read(Records.Single(sample => sample.Entity.Scope = Scope.Endpoint)).Hash);
    }

    [Fact]
    public void Hash_OfManyIdentities_SpreadsAndKeepsTheIdsApart()
    {
        var hashes = new HashSet<uint>();
        for (var i = 0; i < 50_000; i++)
        {
            hashes.Add(IdentityHash.Of(1, Encoding.UTF8.GetBytes($"svc-{i:000000}"), default));
            hashes.Add(IdentityHash.Of(1, default, Encoding.UTF8.GetBytes($"svc-{i:000000}")));
        }

        // 100 000 random hashes of 32 bits have one or two collisions.
        Assert.InRange(hashes.Count, 99_985, 100_000);
        Assert.NotEqual(IdentityHash.Of(4, "ab"u8, "c"u8), IdentityHash.Of(4, "a"u8, "bc"u8));
    }

    [Fact]
    public void Hash_IsTheSameOnEveryMachine() => Assert.Equal(435_153_251u, IdentityHash.Of(1, "checkout-service"u8, "b"u8));

    private static byte[] Entry(string key, string value) => [0x2a, 6, 0x0a, 1, (byte)key[0], 0x12, 1, (byte)value[0]];

    private EntityView Read(byte[] record)
    {
        Assert.Equal(RecordKind.Samples, _reader.Read(record));
        Assert.True(_reader.TryGet(record, 0, out var sample));
        return sample.Entity;
    }
}
