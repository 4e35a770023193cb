using System.Text.Json.Nodes;
using Tocsin.Cli;
using Tocsin.Cli.Auditing;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.V1;

namespace Tocsin.Unit.Auditing;

/// <summary>What the commands print.</summary>
public class ReportTests
{
    private const long MsPerMinute = 60_000;
    private readonly RecordedShop _shop = new();

    [Fact]
    public void Audit_Identical_SaysSoAndExits0()
    {
        var (exitCode, text) = Audit(isJson: false);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("Audit of shop.metrics.v1 from ", text, StringComparison.Ordinal);
        Assert.Contains("  partition 0: offsets 0 to ", text, StringComparison.Ordinal);
        Assert.Contains("replayed from the beginning of the topic\n", text, StringComparison.Ordinal);
        Assert.EndsWith(": identical\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_OfATamperedLog_TellsWhatWhereAndWhy()
    {
        var victim = _shop.Log.Of(_shop.Topics.Alarms, 0)[3];
        var value = (byte[])victim.Value!.Clone();
        value[^1] ^= 4;
        _shop.Log.Replace(victim, value);

        var (exitCode, text) = Audit(isJson: false);

        Assert.Equal(1, exitCode);
        Assert.Contains($"changed  bit-flipped: bit 2 of byte {value.Length - 1} is flipped\n  follows from   shop.metrics.v1[0]@", text, StringComparison.Ordinal);
        Assert.Contains($"  recorded at    shop.alarms.v1[0]@{victim.Offset}\n", text, StringComparison.Ordinal);
        Assert.EndsWith(": 0 missing, 0 added, 1 changed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_AsJson_HasEverything()
    {
        _shop.Log.Remove(_shop.Log.Of(_shop.Topics.Alarms).GroupBy(record => Convert.ToHexString(record.Value!)).First(group => group.Count() == 1).Single());

        var (exitCode, text) = Audit(isJson: true);
        var json = JsonNode.Parse(text)!;

        Assert.Equal((1, false, true), (exitCode, (bool)json["isIdentical"]!, (bool)json["isComplete"]!));
        Assert.Equal(("missing", "not-recorded"), ((string)json["differences"]![0]!["kind"]!, (string)json["differences"]![0]!["reason"]!));
        Assert.Equal(3, json["partitions"]!.AsArray().Count);
    }

    [Fact]
    public void Diff_AsMarkdown_IsATableOfTotalsWithTheChangesFoldedAway()
    {
        using var output = new StringWriter { NewLine = "\n" };

        ChangeMarkdown.Write(Report(), output);

        Assert.Equal(
            """
            ### Alarms before and after this change of rules

            old -> new: 3 alarms become 2: 1 added, 2 removed, 0 moved, 1 the same (0 samples).

            | rule | entity | change | alarms | first | last |
            | --- | --- | --- | ---: | --- | --- |
            | slow | a\|b | added | 1 | 1970-01-01 02:00:00 | 1970-01-01 02:00:00 |
            | slow | a\|b | removed | 2 | 1970-01-01 00:10:00 | 1970-01-01 01:00:00 |

            <details><summary>3 changes</summary>

            | change | time | state | rule | entity |
            | --- | --- | --- | --- | --- |
            | removed | 1970-01-01 00:10:00 | FIRING | slow | a\|b |
            | removed | 1970-01-01 01:00:00 | FIRING | slow | a\|b |
            | added | 1970-01-01 02:00:00 | FIRING | slow | a\|b |

            </details>

            """,
            output.ToString());
    }

    [Fact]
    public void Diff_AsText_ListsChangesAndTotals()
    {
        using var output = new StringWriter { NewLine = "\n" };

        ChangeText.Write(Report(), new(TextReader.Null, output, TextWriter.Null, HasColours: false));

        Assert.StartsWith("- 1970-01-01 00:10:00  FIRING     slow  a|b\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("+ 1970-01-01 02:00:00  FIRING     slow  a|b\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  slow  a|b  2 removed; first 1970-01-01 00:10:00, last 1970-01-01 01:00:00\n", output.ToString(), StringComparison.Ordinal);
    }

    private static ChangeReport Report()
    {
        var (same, changes) = RuleComparison.Between([At(1), At(10), At(60)], [At(1), At(120)]);
        return new("old", "new", [], 3, 2, same, changes);
    }

    private static RaisedAlarm At(int minute) => new("slow", 1, "a", "", "a|b", AlarmState.Firing, minute * MsPerMinute);

    private (int ExitCode, string Text) Audit(bool isJson)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var settings = new AuditSettings { Topics = _shop.Topics, FromMs = RecordedShop.Minute(0), Threads = 1 };
        var exitCode = AuditCommand.Run(_shop.Log, settings, isJson, new Terminal(TextReader.Null, output, TextWriter.Null, HasColours: false), CancellationToken.None);
        return (exitCode, output.ToString());
    }
}
