using Tocsin.Dispatch.Channels;

namespace Tocsin.Cli.Templates;

/// <summary>A request that would be sent, as JSON.</summary>
internal sealed record PreviewReport(string Target, IReadOnlyDictionary<string, string> Headers, string Body, string? Warning)
{
    public static PreviewReport Of(Preview preview) => new(
        preview.Target,
        preview.Headers.GroupBy(header => header.Key).ToDictionary(header => header.Key, header => string.Join(", ", header.Select(each => each.Value))),
        preview.Body,
        preview.Warning.Length > 0 ? preview.Warning : null);
}
