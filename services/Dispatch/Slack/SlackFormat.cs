using System.Text.Json;
using System.Text.RegularExpressions;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Slack;

/// <summary>
/// Slack's incoming webhooks. The text-template is one block (or a list of blocks, or an object with "blocks"), filled for each alarm; all blocks
/// of a message go in one POST.
/// </summary>
/// <param name="text">The templates.</param>
/// <param name="url">Of the webhook.</param>
/// <param name="alarmsPerMessage">More than these are told as a digest.</param>
internal sealed partial class SlackFormat(ChatText text, Uri url, int alarmsPerMessage) : IHttpFormat
{
    private const int MaxBlocks = 50;

    /// <summary>Slack documents 3 000 for a section and refuses a message at about 13 200 (slackapi/bolt-js#2509).</summary>
    private const int MaxLetters = 12_000;

    private static readonly TextLimit _section = TextLimit.Letters(3_000);

    private static readonly string[] _gone = ["no_service", "no_team", "channel_not_found", "channel_is_archived", "action_prohibited", "invalid_token", "team_disabled"];
    private static readonly string[] _later = ["rate_limited", "ratelimited", "rollup_error", "internal_error", "fatal_error"];

    public string? WhyUntold(AlarmMessage alarm) => text.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message)
    {
        var (blocks, warning) = message.Alarms.Length <= alarmsPerMessage && !message.IsSummary ? EachAlarm(message) : ([], "");
        if (blocks.Count is 0 or > MaxBlocks || blocks.Sum(block => block.Length) > MaxLetters)
        {
            (blocks, warning) = Told(message);
        }

        return JsonBody.Call(url, JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("blocks");
            blocks.ForEach(block => writer.WriteRawValue(block));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }), warning);
    }

    public Answer Judge(HttpAnswer answer)
    {
        var error = AnswerJson.Object(answer.Body) is not { } json ? answer.Body.Trim()
            : json.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.False ? AnswerJson.Text(json, "error")
            : "ok";
        if (error == "ok" || !ErrorWord().IsMatch(error))
        {
            return Answer.Ok with { Status = answer.Status };
        }

        var verdict = _gone.Contains(error) ? Verdict.Refused : _later.Contains(error) ? Verdict.TryAgain : Verdict.ContentRefused;
        return new(verdict, "slack-error", error) { Status = answer.Status };
    }

    private (List<string> Blocks, string Warning) EachAlarm(OutgoingMessage message)
    {
        var told = message.Alarms.Select(alarm => Told(message with { Alarms = [alarm] })).ToList();
        return ([.. told.SelectMany(each => each.Blocks)], told.FirstOrDefault(each => each.Warning.Length > 0).Warning ?? "");
    }

    private (List<string> Blocks, string Warning) Told(OutgoingMessage message)
    {
        var filled = text.Fill(message, _section, Excess);
        return (filled.IsPlain ? [Section(filled.Text)] : Blocks(filled.Text) ?? [], filled.Warning);
    }

    /// <summary>The longest text of any block counts; null if the template makes no blocks.</summary>
    private static int? Excess(string filled) => Blocks(filled) is { Count: > 0 } blocks ? blocks.Max(block => JsonExcess.Of(
        block, MaxLetters, ("text.text", _section), ("text", _section), ("alt_text", TextLimit.Letters(2_000)))) : null;

    /// <summary>The blocks that a filled template holds; null if it isn't what Slack calls a block.</summary>
    private static List<string>? Blocks(string filled)
    {
        try
        {
            using var document = JsonDocument.Parse(filled);
            var root = document.RootElement;
            var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("blocks", out var blocks) ? blocks : root;
            return list.ValueKind switch
            {
                JsonValueKind.Array => [.. list.EnumerateArray().Select(block => block.GetRawText())],
                JsonValueKind.Object => [list.GetRawText()],
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Section(string text) => JsonBody.WriteText(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", "section");
        writer.WriteStartObject("text");
        writer.WriteString("type", "plain_text");
        writer.Text("text", text);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex ErrorWord();
}
