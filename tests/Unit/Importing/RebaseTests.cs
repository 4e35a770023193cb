using Google.Protobuf;
using Tocsin.Detect.Importing;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Importing;

public sealed class RebaseTests
{
    private static readonly Tocsin.Protos.Topics _from = new("old");
    private static readonly Tocsin.Protos.Topics _to = new("new");
    private readonly Rebase _rebase;

    public RebaseTests()
    {
        var map = new OffsetMap();
        foreach (var offset in new[] { 100L, 101, 104 })
        {
            map.Add(new InputRecord(_from.Metrics, 2, offset, 0, null, null, null));
        }

        _rebase = new(_from, _to, map);
    }

    [Fact]
    public void Alarm_OfExportedMetrics_NamesTheImportedRecord()
    {
        var alarm = Of(2, 104);

        var rebased = AlarmMessage.Parser.ParseFrom(_rebase.Of(Alarm(alarm.ToByteArray())).Value);

        alarm.Origin = new Origin { Topic = _to.Metrics, Partition = 2, Offset = 2, Index = 7 };
        Assert.Equal(alarm, rebased);
    }

    [Theory]
    [InlineData(2, 102)]
    [InlineData(1, 100)]
    public void Alarm_OfOtherRecords_StaysAsItIs(int partition, long offset)
    {
        var record = Alarm(Of(partition, offset).ToByteArray());

        Assert.Equal(record, _rebase.Of(record));
    }

    [Fact]
    public void Value_ThatWouldNotComeOutByteForByte_StaysAsItIs()
    {
        // The rule's name stands twice, of which the second counts.
        var unusual = Alarm([.. new AlarmMessage { RuleName = "first" }.ToByteArray(), .. Of(2, 104).ToByteArray()]);
        var damaged = Alarm([0x0A, 0x7F, 0x01]);

        Assert.Equal((unusual, damaged), (_rebase.Of(unusual), _rebase.Of(damaged)));
        Assert.Null(_rebase.Of(Alarm(null)).Value);
    }

    [Fact]
    public void Rules_BeforeWithinAndAfterTheExport_ComeIntoForceAtTheSameRecords()
    {
        var rules = new PartitionRules
        {
            StartVersion = "a",
            Activations = { new Activation { Version = "b", Offset = 40 }, new Activation { Version = "c", Offset = 101, TimeMs = 5 }, new Activation { Version = "d", Offset = 105 } },
        };

        var rebased = PartitionRules.Parser.ParseFrom(_rebase.Of(Rules(RulesKeys.OfPartition(2), rules.ToByteArray())).Value);

        Assert.Equal(new PartitionRules { StartVersion = "b", Activations = { new Activation { Version = "c", Offset = 1, TimeMs = 5 } } }, rebased);
    }

    [Fact]
    public void OtherRecords_StayAsTheyAre()
    {
        var text = Rules(RulesKeys.OfVersion("a"), new RuleSetText { Version = "a" }.ToByteArray());
        var metrics = Alarm(Of(2, 104).ToByteArray()) with { Topic = _from.Metrics };

        Assert.Equal((text, metrics), (_rebase.Of(text), _rebase.Of(metrics)));
    }

    private static AlarmMessage Of(int partition, long offset) =>
        new() { RuleName = "slow_rule", Id = "x", Origin = new Origin { Topic = _from.Metrics, Partition = partition, Offset = offset, Index = 7 } };

    private static InputRecord Alarm(byte[]? value) => new(_from.Alarms, 0, 3, 9, [1], value, null);

    private static InputRecord Rules(byte[] key, byte[] value) => new(_from.Rules, 0, 3, 9, key, value, null);
}
