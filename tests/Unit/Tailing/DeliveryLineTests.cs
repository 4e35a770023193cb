using Google.Protobuf;
using Tocsin.Cli;
using Tocsin.Cli.Tailing;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Tailing;

public class DeliveryLineTests
{
    private const long NowMs = 1_700_000_000_000;

    private static readonly DeliveryState _retrying = new()
    {
        Id = "d", Receiver = "slack.ops", Status = DeliveryStatus.Retrying, Reason = "http-503", Detail = "busy", RuleName = "slow_rule", Name = "checkout",
        AlarmState = AlarmState.Firing, Attempts = 2, NextMs = NowMs + 5_000,
    };

    private static Terminal Terminal => new(TextReader.Null, TextWriter.Null, TextWriter.Null, HasColours: false);

    [Fact]
    public void State_Retrying_SaysWhyAndWhenNext() => Assert.Equal(
        "2023-11-14 22:13:20  RETRYING   slack.ops  FIRING     slow_rule  checkout  http-503 busy (2 attempts, the next at 2023-11-14 22:13:25)",
        Line(_retrying));

    [Fact]
    public void State_OfNobody_SaysSo() => Assert.Equal(
        "2023-11-14 22:13:20  UNTOLD     nobody  RECOVERED  slow_rule  checkout  no hooks",
        Line(new DeliveryState { Status = DeliveryStatus.Untold, Reason = "no hooks", RuleName = "slow_rule", Name = "checkout", AlarmState = AlarmState.Recovered }));

    [Fact]
    public void State_AsJson_IsAllOfIt() => Assert.Equal(_retrying, DeliveryState.Parser.ParseJson(Line(_retrying, isJson: true)));

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("slack.*", "retrying", true)]
    [InlineData("slack.ops", "dead", false)]
    [InlineData("webhook.*", null, false)]
    public void State_AgainstFilters_FitsAllOrNot(string? receiver, string? status, bool expected) =>
        Assert.Equal(expected, DeliveriesCommand.Fits(_retrying, receiver, status));

    [Fact]
    public void Record_OfAnotherKind_IsLeftOut()
    {
        Assert.Null(DeliveriesCommand.Line(Record(RecordKeys.OfRedrive(0, 1), _retrying.ToByteArray()), _ => true, isJson: false, Terminal));
        Assert.Null(DeliveriesCommand.Line(Record(RecordKeys.OfDelivery("d"), null), _ => true, isJson: false, Terminal));
        Assert.Null(DeliveriesCommand.Line(Record(null, _retrying.ToByteArray()), _ => true, isJson: false, Terminal));
    }

    [Fact]
    public void Record_Malformed_SaysWhere() => Assert.StartsWith(
        "records[0]@7 isn't the state of a delivery: ",
        DeliveriesCommand.Line(Record(RecordKeys.OfDelivery("d"), [0xff]), _ => true, isJson: false, Terminal),
        StringComparison.Ordinal);

    private static string? Line(DeliveryState state, bool isJson = false) =>
        DeliveriesCommand.Line(Record(RecordKeys.OfDelivery("d"), state.ToByteArray()), _ => true, isJson, Terminal);

    private static InputRecord Record(byte[]? key, byte[]? value) => new("records", 0, 7, NowMs, key, value, null);
}
