using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Channels;

/// <summary>The texts of a hook, filled with what is to be told and cut to what the receiver takes.</summary>
internal sealed class ChatText
{
    private const int MaxTries = 4;
    private const int LeastRoom = 32;

    private readonly TextTemplate? _firing;
    private readonly TextTemplate? _recovery;
    private readonly TemplateLinks _links;

    public ChatText(HookSettings hook, TemplateTarget target, TemplateLinks links, string? usualText = null)
    {
        _firing = Parse(hook.TextTemplate ?? usualText, target);
        _recovery = Parse(hook.RecoveryTextTemplate ?? usualText, target);
        _links = links;
    }

    public ImmutableArray<TemplateProblem> Problems => [.. (_firing?.Problems ?? []).Concat(_recovery?.Problems ?? [])];

    public bool TellsFirings => _firing is not null;

    public string? WhyUntold(AlarmMessage alarm) =>
        AlarmWords.IsRecovery(alarm) ? _recovery is null ? "no recovery-text-template" : null
        : _firing is null ? "no text-template" : null;

    /// <summary>The message alone: the alarm's own, or a digest of all.</summary>
    public static string Plain(OutgoingMessage message, TextLimit limit) => limit.Cut(Mark(message) + Tell(message, limit with { Size = limit.Size - Mark(message).Length }));

    /// <summary>For templates that are the text themselves.</summary>
    public Filled Fill(OutgoingMessage message, TextLimit limit) => Fill(message, limit, text => limit.Measure(text) - limit.Size);

    /// <param name="message">What to tell.</param>
    /// <param name="limit">The most that the message can be.</param>
    /// <param name="excess">By how much of the limit's units a filled template is too long, 0 or less if it isn't; null if it isn't what it should be.</param>
    public Filled Fill(OutgoingMessage message, TextLimit limit, Func<string, int?> excess)
    {
        var template = message.Alarms.All(AlarmWords.IsRecovery) ? _recovery ?? _firing : _firing ?? _recovery;
        if (template is null || ((message.IsDigest || message.Asks is not null) && !template.UsesMessage))
        {
            return new(Plain(message, limit), IsPlain: true);
        }

        var room = limit.Size;
        for (var i = 0; i < MaxTries && room >= LeastRoom; i++)
        {
            var text = Tell(message, limit with { Size = room });
            var rendered = Render(template, message, text);
            if (rendered.IsError)
            {
                return Failed(message, limit, rendered.Error);
            }

            if (excess(rendered.Text) is not { } over)
            {
                return Failed(message, limit, "the filled template is not the JSON object it should be");
            }

            if (over <= 0)
            {
                return new(rendered.Text);
            }

            room = Less(Math.Min(room, limit.Measure(text)), over, isFirst: i == 0);
        }

        return Failed(message, limit, "the filled template is longer than the receiver takes");
    }

    /// <summary>Much too long means that letters need several in JSON: then the message shrinks in proportion first, not by what is too much.</summary>
    private static int Less(int size, int over, bool isFirst) =>
        isFirst && over > size / 10 ? (int)(0.95 * size * size / ((double)size + over)) : size - over;

    private static TextTemplate? Parse(string? text, TemplateTarget target) => text is null ? null : TextTemplate.Parse(text, target);

    private static Filled Failed(OutgoingMessage message, TextLimit limit, string why) => new(Plain(message, limit), IsPlain: true, $"template: {why}");

    /// <summary>Where the template is the text, it begins with the mark; where it is a JSON document, the message in it does.</summary>
    private RenderedText Render(TextTemplate template, OutgoingMessage message, string text)
    {
        var mark = Mark(message);
        var isText = template.Target == TemplateTarget.Text;
        var input = message.ToInput(isText ? text : mark + text, _links);
        var rendered = template.Render(input with
        {
            Alarms = template.UsesMessage || isText ? message.Alarms : [.. message.Alarms.Select(alarm => Marked(alarm, mark))],
            Clean = Mentions.Defuse,
        });
        return isText && !rendered.IsError ? rendered with { Text = mark + rendered.Text } : rendered;
    }

    private static AlarmMessage Marked(AlarmMessage alarm, string mark)
    {
        var marked = alarm.Clone();
        marked.RuleName = mark + alarm.RuleName;
        marked.Name = mark + alarm.Name;
        return marked;
    }

    private static string Tell(OutgoingMessage message, TextLimit limit) =>
        limit.Cut(Mentions.Defuse(message.IsDigest ? DigestText.Of(message.Alarms, limit, message.More) : message.Alarms[0].AlarmMessage_));

    /// <summary>What people have to see first.</summary>
    internal static string Mark(OutgoingMessage message) => (message.IsTest ? "[TEST] " : "") + (message.IsReplay ? "[REPLAY] " : "");
}
