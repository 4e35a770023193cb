using System.Globalization;
using Tocsin.Engine.Samples;
using Tocsin.V1;

namespace Tocsin.Unit.Samples;

/// <summary>
/// The reader and Google.Protobuf take the same records and find the same in them. TOCSIN_FUZZ sets the number of records,
/// TOCSIN_SEED the seed of the first; every record has a seed of its own, which a failure names.
/// </summary>
public class RecordFuzzTests
{
    private const int DefaultCount = 20_000;

    private readonly RecordReader _reader = new();

    [Theory]
    [Trait("Category", "Fuzz")]
    [InlineData("plain")]
    [InlineData("odd")]
    [InlineData("mutated")]
    [InlineData("noise")]
    public void Reader_AnyRecord_AgreesWithGoogleProtobuf(string kind)
    {
        var seed = Setting("TOCSIN_SEED", Environment.TickCount);
        var count = Math.Max(1, Setting("TOCSIN_FUZZ", DefaultCount) / 4);
        for (var i = 0; i < count; i++)
        {
            var record = Record(kind, new Random(unchecked(seed + i)));
            var difference = Disagreement(record);
            Assert.True(difference is null, $"{kind}, TOCSIN_FUZZ=1 TOCSIN_SEED={unchecked(seed + i)}: {difference}\n{Convert.ToHexString(record)}");
        }
    }

    private string? Disagreement(byte[] record)
    {
        try
        {
            return Difference.Of(_reader, record);
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static byte[] Record(string kind, Random random) => kind switch
    {
        "plain" => WireDice.Roll(MetricRecord.Descriptor, random, oddity: 0),
        "odd" => WireDice.Roll(MetricRecord.Descriptor, random, oddity: random.Next(3) == 0 ? 0.3 : 0.05),
        "mutated" => Mutation.Of(WireDice.Roll(MetricRecord.Descriptor, random, oddity: random.Next(2) * 0.02), random),
        _ => Noise(random),
    };

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
