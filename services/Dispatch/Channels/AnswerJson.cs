using System.Text.Json;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Channels;

/// <summary>Looks into bodies of answers, which may be anything.</summary>
internal static class AnswerJson
{
    private const double MaxWaitSeconds = 86_400;
    private const int MaxDetailLetters = 500;

    public static JsonElement? Object(string body)
    {
        if (!body.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The receiver's own words, as the one line that answers have.</summary>
    public static string Line(string text) => TextLimit.Letters(MaxDetailLetters).Cut(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    public static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    /// <summary>
    /// How long the body asks to wait: retry_after in seconds, as Discord has it, or within parameters, as Telegram does; 0 if it doesn't say.
    /// For answers of status 429, too, whose header may not say it.
    /// </summary>
    public static long WaitMs(string body)
    {
        if (Object(body) is not { } json)
        {
            return 0;
        }

        var holder = json.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object ? parameters : json;
        return holder.TryGetProperty("retry_after", out var wait) && wait.ValueKind == JsonValueKind.Number && wait.TryGetDouble(out var seconds)
            ? (long)(Math.Clamp(seconds, 0, MaxWaitSeconds) * 1_000)
            : 0;
    }
}
