using System.Text;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Unit.Runtime;

public class SizeLimitTests
{
    private static readonly StageIdentity _identity = new("detect", "input", ["alarms"], "state", "dead", "group");
    private static readonly InputRecord _cause = Cause(valueBytes: 10);

    [Fact]
    public void Output_SmallEnough_StaysAsItIs()
    {
        var output = new OutputRecord("alarms", null, new byte[SizeLimit.MaxBytes]);

        Assert.Same(output, SizeLimit.Fit(output, _cause, _identity));
    }

    [Fact]
    public void Output_TooLarge_BecomesADeadLetterOfItsCause()
    {
        var letter = SizeLimit.Fit(new OutputRecord("alarms", null, new byte[SizeLimit.MaxBytes + 1]), _cause, _identity);

        Assert.Equal("dead", letter.Topic);
        Assert.Equal(_cause.Value, letter.Value);
        Assert.Equal("too-large", Header(letter, "class"));
        Assert.Equal("an output for alarms has 1040001 bytes, expected at most 1040000", Header(letter, "message"));
    }

    [Fact]
    public void DeadLetter_TooLarge_IsCutAndSaysHowLongItWas()
    {
        var cause = Cause(valueBytes: 1_048_000);
        var letter = SizeLimit.Fit(DeadLetter.From("dead", cause, "detect", "invalid", "no entity"), cause, _identity);

        Assert.InRange(letter.Value!.Length, SizeLimit.MaxBytes - 1_000, SizeLimit.MaxBytes);
        Assert.Equal("1048000", Header(letter, "value-bytes"));
        Assert.Equal("invalid", Header(letter, "class"));
        Assert.Equal("kept", Encoding.UTF8.GetString(letter.Headers!.GetLastBytes("theirs")));
    }

    [Fact]
    public void DeadLetter_WhoseKeyIsTooLarge_KeepsWhatTheStageSays()
    {
        var cause = Cause(valueBytes: 10) with { Key = new byte[SizeLimit.MaxBytes] };
        var letter = SizeLimit.Fit(DeadLetter.From("dead", cause, "detect", "invalid", "no entity"), cause, _identity);

        Assert.Null(letter.Key);
        Assert.Equal("invalid", Header(letter, "class"));
    }

    private static InputRecord Cause(int valueBytes) =>
        new("input", 1, 7, 1_000, "key"u8.ToArray(), new byte[valueBytes], new Headers { { "theirs", "kept"u8.ToArray() } });

    private static string Header(OutputRecord letter, string name) => Encoding.UTF8.GetString(letter.Headers!.GetLastBytes(DeadLetter.HeaderPrefix + name));
}
