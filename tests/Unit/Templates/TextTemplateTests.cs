using System.Collections.Immutable;
using System.Text.Json;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Unit.Templates;

public class TextTemplateTests
{
    [Theory]
    [InlineData("Alarm: %s", "Alarm: m")]
    [InlineData("%1$s and %s", "m and m")]
    [InlineData("100%% of %s", "100% of m")]
    [InlineData("%d %2$s % %S 50% %", "%d %2$s % %S 50% %")]
    [InlineData("%%s", "%s")]
    [InlineData("", "")]
    public void PercentSign_InATemplate_MeansWhatItMeansToSkyWalking(string template, string expected) =>
        Assert.Equal(expected, Render(template, Alarms.Firing("m")));

    [Theory]
    [InlineData("{{rule}} {{name}} {{scope}} {{scopeId}} {{id0}}{{id1}}", "cpu_rule serviceA SERVICE 1 12")]
    [InlineData("{{state}} {{reason}} {{isRecovery}} {{level}}", "firing condition-true false CRITICAL")]
    [InlineData("{{tags.team}} {{tags.missing}} {{attributes.zone}}", "payments  eu-1")]
    [InlineData("{{metric}} {{value}} {{op}} {{threshold}}", "cpu 93 > 80")]
    [InlineData("{{#each values}}{{metric}}={{value}}{{#if label}} ({{label}}){{/if}}{{#unless @last}}, {{/unless}}{{/each}}", "cpu=93, load=1.5 (p99)")]
    [InlineData("{{values.[1].value}} {{values.1.metric}}", "1.5 load")]
    [InlineData("{{period}} {{count}} {{matched}} {{sequence}} {{ruleVersion}}", "10 3 4 1 7")]
    [InlineData("{{startTime}} {{startTimeMs}} {{time}} [{{recoveryTime}}]", "2019-06-14T14:56:11Z 1560524171000 2019-06-14T14:56:11.500Z []")]
    [InlineData("{{id}} {{episodeId}} {{isTest}} {{isDigest}} {{alarmCount}}", "id-1 episode-1 false false 1")]
    [InlineData("{{#if (eq state 'firing')}}!{{else}}ok{{/if}}", "!")]
    [InlineData("{{#if (gt value 90)}}a{{else if (gt value 50)}}b{{else}}c{{/if}}", "a")]
    [InlineData("{{#if (and (lt value 100) (not isRecovery))}}y{{/if}}{{#if (or isTest isReplay)}}n{{/if}}", "y")]
    [InlineData("{{upper name}} {{lower level}} {{truncate message 8}} {{default tags.none 'x'}}", "SERVICEA critical cpu of … x")]
    [InlineData("{{formatTime startTime 'HH:mm' 'Asia/Shanghai'}} {{formatTime startTimeMs 'yyyy'}} {{formatTime recoveryTime 'HH'}}", "22:56 2019 ")]
    [InlineData("{{json tags}} {{tags}}", """{"level":"CRITICAL","team":"payments"} {"level":"CRITICAL","team":"payments"}""")]
    [InlineData("{{#each alarms}}{{name}}{{/each}} {{#with tags}}{{team}}{{/with}} {{#each tags}}{{@key}}:{{this}} {{/each}}", "serviceA payments level:CRITICAL team:payments ")]
    [InlineData("{{#each values as |v i|}}{{i}}{{v.metric}}{{/each}}", "0cpu1load")]
    [InlineData("%s, {{rule}}, 100%%, {{!-- a }} comment --}}%1$s", "cpu of serviceA is high, cpu_rule, 100%, cpu of serviceA is high")]
    [InlineData("{a:{{value}}} {%s} \\%s \\{{name}}", "{a:93} {cpu of serviceA is high} \\cpu of serviceA is high {{name}}")]
    [InlineData("{{{name}}}}", "serviceA}")]
    public void Handlebars_OverAnAlarm_SeesAllOfIt(string template, string expected)
    {
        Assert.Empty(TextTemplate.Parse(template, TemplateTarget.Text).Problems);
        Assert.Equal(expected, Render(template, Alarms.Firing()));
    }

    [Theory]
    [InlineData("quote \" backslash \\ slash /")]
    [InlineData("line\nfeed\r\ttab \b\f \u0001 \u001f")]
    [InlineData("emoji \U0001F600 \u2028 \u2029 \u00e9")]
    [InlineData("%s %1$s {{rule}} {{{rule}}} {{/each}} ${x}")]
    [InlineData("\"}]}, \"x\": [{\"")]
    public void Value_InJson_StaysTheValueItWas(string value)
    {
        foreach (var template in new[] { "{\"a\":\"%s\"}", "{\"a\":\"{{message}}\"}", "{\"a\":{{json message}}}" })
        {
            using var document = JsonDocument.Parse(Render(template, Alarms.Firing(value), TemplateTarget.Json));
            Assert.Equal(value, document.RootElement.GetProperty("a").GetString());
        }
    }

    [Fact]
    public void HalfASurrogatePair_InJson_BecomesAReplacementCharacter()
    {
        Assert.Equal("\"\ufffd\"", Render("\"%s\"", Alarms.Firing("\ud83d"), TemplateTarget.Json));
        Assert.Equal("\"a\ufffdb\"", Render("\"%s\"", Alarms.Firing("a\ude00b"), TemplateTarget.Json));
        Assert.Equal("\"\ufffd\U0001F600\"", Render("\"{{message}}\"", Alarms.Firing("\ud83d\ud83d\ude00"), TemplateTarget.Json));
    }

    [Fact]
    public void Value_InJson_MayBeAnObjectANumberOrATruthValue()
    {
        var text = Render("{\"n\":{{value}},\"t\":{{json tags}},\"b\":{{isTest}},\"v\":{{json values}}}", Alarms.Firing(), TemplateTarget.Json);

        using var document = JsonDocument.Parse(text);
        Assert.Equal(93, document.RootElement.GetProperty("n").GetInt32());
        Assert.Equal("payments", document.RootElement.GetProperty("t").GetProperty("team").GetString());
        Assert.False(document.RootElement.GetProperty("b").GetBoolean());
        Assert.Equal(1.5, document.RootElement.GetProperty("v")[1].GetProperty("value").GetDouble());
    }

    [Theory]
    [InlineData(TemplateTarget.Html, "<b>&\"'</b>", "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;")]
    [InlineData(TemplateTarget.Url, "a b&c=d/é", "a%20b%26c%3Dd%2F%C3%A9")]
    [InlineData(TemplateTarget.Text, "<b>&", "<b>&")]
    public void Value_InAnotherTarget_IsEscapedForIt(TemplateTarget target, string value, string expected)
    {
        Assert.Equal(expected, Render("%s", Alarms.Firing(value), target));
        Assert.Equal(expected, Render("{{message}}", Alarms.Firing(value), target));
        Assert.Equal(expected, Render("{{name}}", Alarms.Firing(name: value), target));
    }

    [Fact]
    public void Link_InATemplate_IsFilledWithEncodedValues()
    {
        var links = TemplateLinks.Parse([new("graph", "https://g.example/d?s={{name}}&m={{message}}"), new("plain", "https://w.example/")]);

        var text = TextTemplate.Parse("{{links.graph}} {{links.plain}} {{links.none}}|", TemplateTarget.Text)
            .Render(Input(Alarms.Firing("a b", "x&y")) with { Links = links });

        Assert.Equal("https://g.example/d?s=x%26y&m=a%20b https://w.example/ |", text.Text);
    }

    [Fact]
    public void NameOfADigest_WhereAlarmsDiffer_SaysSeveral()
    {
        var input = new TemplateInput { Alarms = [Alarms.Firing(), Alarms.Recovered(name: "serviceB", number: 2)], Message = "digest" };

        var text = TextTemplate.Parse("{{rule}} {{name}} {{state}} {{tags.team}} {{isDigest}} {{message}} {{#each alarms}}{{name}} {{/each}}", TemplateTarget.Text).Render(input);

        Assert.Equal("cpu_rule (several) firing payments true digest serviceA serviceB ", text.Text);
    }

    [Fact]
    public void TextsOfAnAlarm_AreCleaned()
    {
        var input = Input(Alarms.Firing(name: "<!here>")) with { Clean = text => text.Replace('<', '(') };

        Assert.Equal("(!here>", TextTemplate.Parse("{{name}}", TemplateTarget.Text).Render(input).Text);
    }

    [Theory]
    [InlineData("%s", true)]
    [InlineData("{{message}}", true)]
    [InlineData("{{rule}} %s", true)]
    [InlineData("{{#each alarms}}x{{/each}}", true)]
    [InlineData("{{truncate message 10}}", true)]
    [InlineData("{{rule}}", false)]
    [InlineData("%% fixed", false)]
    public void Template_ThatTellsAllAlarms_IsKnown(string template, bool expected) =>
        Assert.Equal(expected, TextTemplate.Parse(template, TemplateTarget.Text).UsesMessage);

    internal static TemplateInput Input(AlarmMessage alarm) => new() { Alarms = ImmutableArray.Create(alarm), Message = alarm.AlarmMessage_ };

    private static string Render(string template, AlarmMessage alarm, TemplateTarget target = TemplateTarget.Text)
    {
        var rendered = TextTemplate.Parse(template, target).Render(Input(alarm));
        Assert.Equal("", rendered.Error);
        return rendered.Text;
    }
}
