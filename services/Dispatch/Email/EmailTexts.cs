using System.Net;
using System.Text.RegularExpressions;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Email;

/// <summary>What mails of a hook say: its templates filled, or texts that do without any.</summary>
internal sealed partial class EmailTexts
{
    private const string UsualSubject = "{{#if isQuestion}}May {{package}} run? {{/if}}{{#if isDigest}}{{alarmCount}} alarms{{else}}{{state}}: {{rule}} of {{name}}{{/if}}";

    private const string UsualText = """
        {{message}}
        {{#unless isDigest}}

        State: {{state}}
        Rule: {{rule}}
        Entity: {{name}} ({{scope}})
        {{#if metric}}
        Value: {{metric}} {{value}}, threshold {{op}} {{threshold}}
        {{/if}}
        Since: {{startTime}}
        {{#if recoveryTime}}
        Until: {{recoveryTime}}
        {{/if}}
        {{/unless}}
        {{#each links}}
        {{@key}}: {{this}}
        {{/each}}
        """;

    private static readonly TextLimit _subject = TextLimit.Letters(200);
    private static readonly TextLimit _message = TextLimit.Letters(50_000);
    private readonly (TextTemplate Subject, TextTemplate Text) _firing;
    private readonly (TextTemplate Subject, TextTemplate Text) _recovery;
    private readonly TemplateLinks _links;

    public EmailTexts(ResolvedHook hook, TemplateLinks links)
    {
        var receiver = hook.Receiver;
        _firing = (Parse(receiver.GetValueOrDefault("subject-template") ?? UsualSubject, isSubject: true), Parse(hook.Settings.TextTemplate ?? UsualText));
        _recovery = (Parse(receiver.GetValueOrDefault("recovery-subject-template") ?? UsualSubject, isSubject: true), Parse(hook.Settings.RecoveryTextTemplate ?? UsualText));
        _links = links;
    }

    public EmailText Write(OutgoingMessage message)
    {
        var plain = message.IsDigest ? DigestText.Of(message.Alarms, _message, message.More) : _message.Cut(message.Alarms[0].AlarmMessage_);
        var input = message.ToInput(plain, _links);
        var needsMessage = message.IsDigest || message.Asks is not null;
        var (subjectTemplate, textTemplate) = message.Alarms.All(AlarmWords.IsRecovery) ? _recovery : _firing;
        var mark = (message.IsTest ? "[TEST] " : "") + (message.IsReplay ? "[REPLAY] " : "");
        var subject = subjectTemplate.Render(input);
        var text = !needsMessage || textTemplate.UsesMessage ? textTemplate.Render(input) : new RenderedText(plain);
        var warning = string.Join("; ", new[] { subject.Error, text.Error }.Where(error => error.Length > 0).Select(error => $"template: {error}"));
        var first = mark + (subject.IsError || string.IsNullOrWhiteSpace(subject.Text) ? FirstLine(plain) : subject.Text);
        return text.IsError || textTemplate.Target == TemplateTarget.Text || (needsMessage && !textTemplate.UsesMessage)
            ? new(_subject.Cut(first), mark + (text.IsError ? plain : text.Text), null, warning)
            : new(_subject.Cut(first), mark + WithoutTags(text.Text), Marked(text.Text, mark), warning);
    }

    private static TextTemplate Parse(string text, bool isSubject = false) =>
        TextTemplate.Parse(text, !isSubject && text.TrimStart().StartsWith('<') ? TemplateTarget.Html : TemplateTarget.Text);

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    /// <summary>For those who read no HTML; blocks become lines.</summary>
    private static string WithoutTags(string html) =>
        WebUtility.HtmlDecode(Blanks().Replace(Tag().Replace(Block().Replace(Hidden().Replace(html, ""), "\n"), ""), "\n")).Trim();

    private static string Marked(string html, string mark) => mark.Length == 0 ? html : $"<p>{mark}</p>{html}";

    [GeneratedRegex(@"<(style|script|head|title)\b[^>]*>.*?</\1\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<(br|/p|/div|/tr|/h\d|/li|/table)\b[^>]*>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Block();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Blanks();
}
