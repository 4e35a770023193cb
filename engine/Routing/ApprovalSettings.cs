namespace Tocsin.Engine.Routing;

/// <summary>How people answer, by a link, whether a package may run.</summary>
/// <param name="Url">Where links lead: what people reach the page by; it ends with a slash.</param>
/// <param name="Listen">Where the page is served: HOST:PORT or a port.</param>
/// <param name="Key">What links are signed with, as the settings have it: a text, or where it stands.</param>
public sealed record ApprovalSettings(Uri Url, string Listen, string Key)
{
    public const string UsualListen = "*:9481";

    /// <summary>A key has at least so many bytes, so that nobody can guess it.</summary>
    public const int LeastKeyBytes = 32;

    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Url}, served at {Listen}";
}
