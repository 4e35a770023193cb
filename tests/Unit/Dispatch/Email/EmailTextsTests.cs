using System.Collections.Immutable;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Email;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Email;

public class EmailTextsTests
{
    private static readonly TemplateLinks _links = TemplateLinks.Parse([new("dashboard", "https://grafana.example/?var={{name}}")]);

    [Fact]
    public void Mail_WithoutTemplates_TellsWhatThereIsToKnow()
    {
        var text = Write(Hook(), Message(Alarm("shop")));

        Assert.Equal("firing: cpu_rule of shop", text.Subject);
        Assert.Equal("hot & <bright>\n\nState: firing\nRule: cpu_rule\nEntity: shop (SERVICE)\nSince: 2023-11-14T22:13:20Z\ndashboard: https://grafana.example/?var=shop", text.Text.Trim());
        Assert.Equal((null, ""), (text.Html, text.Warning));
    }

    [Fact]
    public void Mail_OfSeveralAlarms_IsADigest()
    {
        var text = Write(Hook(), Message(Alarm("shop"), Alarm("cart")));

        Assert.Equal("2 alarms", text.Subject);
        Assert.StartsWith("2 alarms: 2 firing; cpu_rule 2\nfiring: shop: hot & <bright>\nfiring: cart: hot & <bright>", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_OfHtml_GivesTextBesideIt()
    {
        var text = Write(Hook("<style>p { color: red }</style><p>{{name}}</p><p>{{message}}</p>"), Message(Alarm("shop")));

        Assert.Equal("<style>p { color: red }</style><p>shop</p><p>hot &amp; &lt;bright&gt;</p>", text.Html);
        Assert.Equal("shop\nhot & <bright>", text.Text);
    }

    [Fact]
    public void Template_ThatTellsOneAlarm_IsNotForDigests()
    {
        var text = Write(Hook("<p>{{name}}</p>"), Message(Alarm("shop"), Alarm("cart")));

        Assert.Null(text.Html);
        Assert.Contains("firing: cart", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_InError_GivesThePlainTextAndSaysSo()
    {
        var text = Write(Hook("{{#if}}", subject: "{{/each}}"), Message(Alarm("shop")));

        Assert.Equal(("hot & <bright>", "hot & <bright>", null), (text.Subject, text.Text, text.Html));
        Assert.StartsWith("template: ", text.Warning, StringComparison.Ordinal);
        Assert.Contains("; template: ", text.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AlarmState.Firing, "fire: shop")]
    [InlineData(AlarmState.NoData, "fire: shop")]
    [InlineData(AlarmState.Recovered, "over: shop")]
    [InlineData(AlarmState.Closed, "over: shop")]
    public void Subject_OfRecoveries_IsTheirOwn(AlarmState state, string expected)
    {
        var alarm = Alarm("shop");
        alarm.State = state;

        Assert.Equal(expected, Write(Hook(subject: "fire: {{name}}", recoverySubject: "over: {{name}}"), Message(alarm)).Subject);
    }

    [Fact]
    public void Test_IsMarkedInSubjectAndText()
    {
        var text = Write(Hook("<p>{{message}}</p>"), Message(Alarm("shop")) with { IsTest = true });

        Assert.All([text.Subject, text.Text], each => Assert.StartsWith("[TEST] ", each, StringComparison.Ordinal));
        Assert.StartsWith("<p>[TEST] </p>", text.Html, StringComparison.Ordinal);
    }

    private static EmailText Write(HookSettings hook, OutgoingMessage message) => new EmailTexts(new ResolvedHook(hook, Masker.Nothing, []), _links).Write(message);

    private static OutgoingMessage Message(params ImmutableArray<AlarmMessage> alarms) => new() { Id = "m1", NowMs = 1_700_000_000_000, Alarms = alarms };

    private static AlarmMessage Alarm(string name) => new()
    {
        Scope = "SERVICE",
        Name = name,
        RuleName = "cpu_rule",
        AlarmMessage_ = "hot & <bright>",
        StartTime = 1_700_000_000_000,
        State = AlarmState.Firing,
        EpisodeId = "e1",
    };

    private static HookSettings Hook(string? text = null, string? subject = null, string? recoverySubject = null) => new()
    {
        Type = "email",
        Name = "ops",
        TextTemplate = text,
        Receivers =
        [
            new[] { (Key: "subject-template", Value: subject), (Key: "recovery-subject-template", Value: recoverySubject) }
                .Where(pair => pair.Value is not null)
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
        ],
    };
}
