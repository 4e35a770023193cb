using System.Collections.Immutable;

namespace Tocsin.Dispatch.WeLink;

/// <summary>One application of WeLink and the groups it writes to.</summary>
internal sealed class WeLinkSettings(ImmutableSortedDictionary<string, string> receiver)
{
    public Uri MessageUrl { get; } = Url(receiver, "message-url");

    public Uri AccessTokenUrl { get; } = Url(receiver, "access-token-url");

    public string ClientId { get; } = receiver.GetValueOrDefault("client-id", "");

    public string ClientSecret { get; } = receiver.GetValueOrDefault("client-secret", "");

    public ImmutableArray<string> GroupIds { get; } =
        [.. receiver.GetValueOrDefault("group-ids", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public string RobotName { get; } = receiver.GetValueOrDefault("robot-name", "");

    /// <summary>Whoever reads the exception learns the key, not the value.</summary>
    private static Uri Url(ImmutableSortedDictionary<string, string> receiver, string key) =>
        Uri.TryCreate(receiver.GetValueOrDefault(key, ""), UriKind.Absolute, out var url) ? url : throw new FormatException($"the {key} is not a URL");
}
