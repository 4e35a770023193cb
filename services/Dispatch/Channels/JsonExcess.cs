using System.Text;
using System.Text.Json;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Channels;

/// <summary>By how much a filled JSON template is longer than a receiver takes.</summary>
internal static class JsonExcess
{
    /// <summary>A name that stands twice means one thing here and another there.</summary>
    private static readonly JsonDocumentOptions _options = new() { AllowDuplicateProperties = false };

    /// <param name="body">The filled template.</param>
    /// <param name="most">The most bytes of all of it.</param>
    /// <param name="limits">The most of single texts, by their paths, such as "text.content".</param>
    /// <returns>The greatest excess, 0 or less if there is none; null if it isn't a JSON object.</returns>
    public static int? Of(string body, int most, params ReadOnlySpan<(string Path, TextLimit Limit)> limits)
    {
        try
        {
            using var document = JsonDocument.Parse(body, _options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var excess = Encoding.UTF8.GetByteCount(body) - most;
            foreach (var (path, limit) in limits)
            {
                excess = Find(document.RootElement, path) is { } text ? Math.Max(excess, limit.Measure(text) - limit.Size) : excess;
            }

            return excess;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
