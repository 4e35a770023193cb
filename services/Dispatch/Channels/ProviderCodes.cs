using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Tocsin.Dispatch.Http;

namespace Tocsin.Dispatch.Channels;

/// <summary>Judges answers that say in their body what came of a message: errcode, code or StatusCode, 0 for success.</summary>
/// <param name="Known">What codes other than 0 mean; those not named mean that this message isn't taken.</param>
/// <param name="WaitMs">How long to wait where the code says that it was too fast.</param>
internal sealed record ProviderCodes(FrozenDictionary<long, Verdict> Known, long WaitMs)
{
    private static readonly string[] _codes = ["errcode", "code", "StatusCode"];
    private static readonly string[] _texts = ["errmsg", "msg", "StatusMessage", "message"];

    /// <summary>A code that means one thing or another, as the text with it says: a part of the text, and what it means.</summary>
    public FrozenDictionary<long, (string Part, Verdict Verdict)> ByText { get; init; } = FrozenDictionary<long, (string, Verdict)>.Empty;

    public Answer Judge(HttpAnswer answer)
    {
        if (Read(answer.Body) is not { Code: not 0 } found)
        {
            return Answer.Ok with { Status = answer.Status };
        }

        var verdict = ByText.TryGetValue(found.Code, out var special) && found.Text.Contains(special.Part, StringComparison.OrdinalIgnoreCase)
            ? special.Verdict
            : Known.GetValueOrDefault(found.Code, Verdict.ContentRefused);
        return new(verdict, string.Create(CultureInfo.InvariantCulture, $"errcode-{found.Code}"), AnswerJson.Line(found.Text))
        {
            Status = answer.Status,
            WaitMs = verdict == Verdict.TryAgain ? WaitMs : 0,
        };
    }

    /// <summary>The first code that isn't 0; null if the body has none.</summary>
    internal static (long Code, string Text)? Read(string body)
    {
        if (AnswerJson.Object(body) is not { } json)
        {
            return null;
        }

        var code = _codes.Select(name => Number(json, name)).FirstOrDefault(number => number is not null and not 0);
        return code is { } found ? (found, _texts.Select(name => AnswerJson.Text(json, name)).FirstOrDefault(text => text.Length > 0) ?? "") : null;
    }

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
