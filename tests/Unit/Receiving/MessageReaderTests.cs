using System.Text.Json;
using Tocsin.Cli.Receiving;
using Tocsin.V1;

namespace Tocsin.Unit.Receiving;

public class MessageReaderTests
{
    [Fact]
    public void Array_OfSkyWalking_TellsEachAlarm()
    {
        var told = Read("""
            [{"scopeId":1,"name":"checkout","ruleName":"slow_rule","alarmMessage":"slow","startTime":5,"state":"firing","time":1700000000000},
             {"scopeId":1,"name":"cart","ruleName":"sla_rule","alarmMessage":"bad","state":"no-data"}]
            """);

        Assert.Equal(
            [new ToldAlarm(AlarmState.Firing, "slow_rule", "checkout", "slow") { TimeMs = 1_700_000_000_000 }, new ToldAlarm(AlarmState.NoData, "sla_rule", "cart", "bad")],
            told);
    }

    [Fact]
    public void Array_OfSkyWalkingItself_HasNoState() =>
        Assert.Equal([new ToldAlarm(null, "r", "n", "m")], Read("""[{"name":"n","ruleName":"r","alarmMessage":"m"}]"""));

    [Fact]
    public void Group_OfAlertmanager_TellsEachAlert()
    {
        var told = Read("""
            {"version":"4","status":"firing","alerts":[
              {"status":"firing","labels":{"alertname":"slow_rule","entity":"checkout"},"annotations":{"summary":"slow","state":"no-data"}},
              {"status":"resolved","labels":{"alertname":"sla_rule"},"annotations":{}}]}
            """);

        Assert.Equal([new ToldAlarm(AlarmState.NoData, "slow_rule", "checkout", "slow"), new ToldAlarm(AlarmState.Recovered, "sla_rule", "", "")], told);
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","data":{"ruleName":"r","name":"n","state":"closed"}}""")]
    [InlineData("""[{"specversion":"1.0","data":{"ruleName":"r","name":"n","state":"closed"}}]""")]
    public void CloudEvent_TellsItsData(string body) => Assert.Equal([new ToldAlarm(AlarmState.Closed, "r", "n", "")], Read(body));

    [Theory]
    [InlineData("""{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"first"}},{"type":"section","text":{"type":"mrkdwn","text":"second"}}]}""", "first\nsecond")]
    [InlineData("""{"msgtype":"text","text":{"content":"slow"}}""", "slow")]
    [InlineData("""{"msg_type":"text","content":{"text":"slow"},"sign":"x"}""", "slow")]
    [InlineData("""{"content":"slow","username":"tocsin"}""", "slow")]
    [InlineData("""{"other":1}""", "")]
    [InlineData("\"text\"", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("[1,[2]]", "")]
    public void Chat_TellsItsTexts(string body, string expected) => Assert.Equal([new ToldAlarm(null, "", "", expected)], Read(body));

    [Theory]
    [InlineData("""{"alerts":7}""")]
    [InlineData("""{"alerts":[1,{"labels":7}]}""")]
    [InlineData("""{"specversion":"1.0"}""")]
    [InlineData("""[{"ruleName":7,"name":{}}]""")]
    public void Body_OfNoKnownShape_TellsNothing(string body) => Assert.Equal([new ToldAlarm(null, "", "", "")], Read(body));

    [Fact]
    public void Fields_OfUnexpectedTypes_AreLeftOut() =>
        Assert.Equal([new ToldAlarm(null, "r", "", "")], Read("""[{"ruleName":"r","name":7,"alarmMessage":null,"state":"else","time":"soon"}]"""));

    private static ToldAlarm[] Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. MessageReader.Read(json.RootElement)];
    }
}
