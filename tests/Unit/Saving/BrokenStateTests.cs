using System.Globalization;
using System.Text;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Saving;
using Tocsin.Engine.Windows;

namespace Tocsin.Unit.Saving;

public class BrokenStateTests
{
    private const int DefaultFuzzCount = 3_000;

    [Fact]
    public void Load_RulesThatNobodyHas_NamesTheVersion() =>
        Assert.Equal(
            $"the state was saved under the rule set with version '{SavedShop.Rules.Version}', which nobody has",
            Message(Saved(), _ => null));

    [Theory]
    [InlineData("detector")]
    [InlineData("entities/0")]
    public void Load_OtherFormat_NamesTheVersion(string key)
    {
        var shop = Saved();
        shop.Records[key][0] = 9;

        Assert.Equal($"the record '{key}' has format version 9, expected format version 1", Message(shop));
    }

    [Theory]
    [InlineData("detector", "the record 'detector' is damaged: its checksum doesn't fit")]
    [InlineData("entities/1", "the record 'entities/1' is damaged, or was written under other rules: its checksum doesn't fit")]
    public void Load_TruncatedRecord_IsDamaged(string key, string expected)
    {
        var shop = Saved();
        shop.Records[key] = shop.Records[key][..^1];

        Assert.Equal(expected, Message(shop));
    }

    [Theory]
    [InlineData("detector", "the record 'detector' is missing")]
    [InlineData("entities/0", "the record 'entities/0' is missing or too short")]
    [InlineData("entities/0/1", "the record 'entities/0/1' is missing, one of 2")]
    [InlineData("entities/1", "the record 'detector' says 65 entities, but there are 64")]
    public void Load_MissingRecord_IsNamed(string key, string expected)
    {
        var shop = Saved();
        Assert.True(shop.Records.Remove(key));

        Assert.Equal(expected, Message(shop));
    }

    [Theory]
    [InlineData("entities/0/2")]
    [InlineData("entities/1/1")]
    public void Load_PartTooMany_IsNamed(string key)
    {
        var shop = Saved();
        shop.Records[key] = [1, 2, 3];

        Assert.StartsWith($"the record '{key}' is not one of the ", Message(shop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("entities/")]
    [InlineData("entities/-1")]
    [InlineData("entities/99999999999")]
    [InlineData("entities/1/0")]
    [InlineData("entities/1/1/1")]
    public void Load_UnknownKey_IsNamed(string key)
    {
        var shop = Saved();
        shop.Records[key] = [1];

        Assert.Equal($"the key '{key}' is none of a detector's state", Message(shop));
    }

    [Fact]
    public void Load_PageOfOtherRules_IsDamaged()
    {
        var (shop, other) = (Saved(), Saved());
        other.Detector.Activate(SavedShop.OtherRules, new DetectorOutput());
        other.Save();
        shop.Records["entities/1"] = other.Records["entities/1"];

        Assert.StartsWith("the record 'entities/1' is damaged, or was written under other rules", Message(shop), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Load_MutatedRecords_ThrowsNothingElse()
    {
        var records = Saved().Records.ToArray();
        for (var seed = 1; seed <= FuzzCount(); seed++)
        {
            var random = new Random(seed);
            var shop = new SavedShop();
            foreach (var (key, value) in records)
            {
                shop.Records[key] = value;
            }

            var (chosen, bytes) = records[random.Next(records.Length)];
            shop.Records.Remove(chosen);
            var mutateKey = random.Next(5) == 0;
            shop.Records[mutateKey ? Encoding.UTF8.GetString(Mutated(Encoding.UTF8.GetBytes(chosen), random)) : chosen] = mutateKey ? bytes : Mutated(bytes, random);
            LoadOrBroken(() => shop.Load(), seed);
        }
    }

    /// <summary>Behind the checksum, where only a program that is wrong could do damage.</summary>
    [Fact]
    [Trait("Category", "Fuzz")]
    public void Page_MutatedBytes_ThrowsNothingElse()
    {
        var shop = Saved();
        var writer = new StateWriter();
        new EntityPage(shop.Detector.State).Write(writer, page: 1, baseMinute: 30_000_000);
        var page = writer.Written.ToArray();
        for (var seed = 1; seed <= FuzzCount(); seed++)
        {
            var mutated = Mutated(page, new Random(seed));
            LoadOrBroken(() => ReadPage(mutated), seed);
        }
    }

    private static void ReadPage(byte[] bytes)
    {
        var reader = new StateReader(bytes, "page");
        new EntityPage(new PartitionState(new Plan(SavedShop.Rules))).Read(ref reader, page: 1, nextCheck: 30_000_000);
    }

    private static void LoadOrBroken(Action load, int seed)
    {
        try
        {
            load();
        }
        catch (BrokenStateException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"seed {seed}: {exception}");
        }
    }

    /// <summary>Two pages, of which the first has two parts, with windows that match, silence and an open episode on the second.</summary>
    private static SavedShop Saved()
    {
        var shop = new SavedShop();
        shop.Send(0, 2, attribute: new string('x', 300_000));
        shop.Send(2, 63);
        shop.Send(63, 2);
        shop.Send(63, 2);
        shop.Save();
        return shop;
    }

    private static string Message(SavedShop shop, Func<string, RuleSet?>? findRules = null) => Assert.Throws<BrokenStateException>(() => shop.Load(findRules)).Message;

    private static int FuzzCount() => Environment.GetEnvironmentVariable("TOCSIN_FUZZ") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : DefaultFuzzCount;

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        var result = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0 && result.Count > 0; times--)
        {
            var at = random.Next(Math.Min(result.Count, 200));
            switch (random.Next(4))
            {
                case 0:
                    result.RemoveRange(at, result.Count - at);
                    break;
                case 1:
                    result.RemoveAt(at);
                    break;
                case 2:
                    result.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    result[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. result];
    }
}
