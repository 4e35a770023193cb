using System.Collections.Immutable;

namespace Tocsin.Dispatch.Http;

/// <summary>One POST.</summary>
/// <param name="Url">With its secrets.</param>
/// <param name="Body">The bytes to send.</param>
internal sealed record HttpCall(Uri Url, byte[] Body)
{
    public string ContentType { get; init; } = "application/json";

    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What was wrong with the template, so that the plain text goes out; empty if nothing.</summary>
    public string Warning { get; init; } = "";
}
