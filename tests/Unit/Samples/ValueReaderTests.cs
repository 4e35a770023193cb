using System.Text;
using Tocsin.Engine.Samples;
using Tocsin.V1;

namespace Tocsin.Unit.Samples;

public class ValueReaderTests
{
    [Fact]
    public void Integer_IsOneValue() => Assert.Equal("0:i1200", Walk(Records.Single()));

    [Fact]
    public void Real_IsOneValue() => Assert.Equal("0:r0.5", Walk(Records.Single(sample => sample.Real = 0.5)));

    [Fact]
    public void NoValue_IsNone() => Assert.Equal("", Walk(Records.Single(sample => sample.ClearValue())));

    [Fact]
    public void Several_AreWalkedByPosition() =>
        Assert.Equal("0:i3 1:i-1 2:i0", Walk(Records.Single(sample => sample.Several = new Several { Integers = { 3, -1, 0 } })));

    [Fact]
    public void Several_OfBothLists_ComeIntegersFirstHoweverWritten()
    {
        // Reals packed, then integers one by one, then one real alone.
        byte[] record = [0x0a, 27, 0x32, 25, 0x12, 8, .. Real(1.5), 0x08, 3, 0x08, 4, 0x11, .. Real(2.5)];
        record[1] = (byte)(record.Length - 2);
        record[3] = (byte)(record.Length - 4);
        Assert.Equal("0:i3 1:i4 2:r1.5 3:r2.5", Walk(record));
    }

    [Fact]
    public void Labelled_AreWalkedInTheRecordsOrder()
    {
        var labelled = new Labelled
        {
            Values = { new LabelledValue { Label = "p99", Integer = 9 }, new LabelledValue { Label = "p50", Real = 1 }, new LabelledValue { Label = "none" } },
        };
        Assert.Equal("0:p99=i9 1:p50=r1 2:none=-", Walk(Records.Single(sample => sample.Labelled = labelled)));
    }

    private static byte[] Real(double value) => BitConverter.GetBytes(value);

    private static string Walk(byte[] record)
    {
        var reader = new RecordReader();
        reader.Read(record);
        Assert.True(reader.TryGet(record, 0, out var sample));
        var values = new ValueReader(sample);
        var walked = new List<string>();
        while (values.MoveNext())
        {
            var number = values.IsInteger ? $"i{values.Raw}" : $"r{BitConverter.Int64BitsToDouble(values.Raw)}";
            var label = values.Label.IsEmpty ? "" : $"{Encoding.UTF8.GetString(values.Label)}=";
            walked.Add($"{values.Position}:{label}{(values.HasValue ? number : "-")}");
        }

        return string.Join(' ', walked);
    }
}
