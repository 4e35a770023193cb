using System.Collections.Immutable;
using System.Globalization;
using System.Net.Mail;

namespace Tocsin.Dispatch.Email;

/// <summary>The mail server and who writes to whom.</summary>
internal sealed class EmailSettings
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public TlsMode Tls { get; init; }

    /// <summary>Null: the server wants no login.</summary>
    public string? Username { get; init; }

    public string Password { get; init; } = "";

    public required MailAddress From { get; init; }

    public required ImmutableArray<MailAddress> To { get; init; }

    /// <exception cref="FormatException">A value isn't what it has to be; the message says which and doesn't repeat it.</exception>
    public static EmailSettings Of(ImmutableSortedDictionary<string, string> receiver)
    {
        var tls = receiver.GetValueOrDefault("tls") switch
        {
            null or "" or "starttls" => TlsMode.StartTls,
            "tls" => TlsMode.Tls,
            "none" => TlsMode.None,
            _ => throw new FormatException("tls is starttls, tls or none"),
        };
        return new()
        {
            Host = receiver.GetValueOrDefault("smtp-host") is { Length: > 0 } host ? host : throw new FormatException("smtp-host is missing"),
            Port = ReadPort(receiver.GetValueOrDefault("smtp-port"), tls),
            Tls = tls,
            Username = receiver.GetValueOrDefault("username") is { Length: > 0 } username ? username : null,
            Password = receiver.GetValueOrDefault("password") ?? "",
            From = Address("from", receiver.GetValueOrDefault("from")),
            To = [.. (receiver.GetValueOrDefault("to") ?? "").Split(',', StringSplitOptions.TrimEntries).Select(to => Address("to", to))],
        };
    }

    private static int ReadPort(string? text, TlsMode tls) => text switch
    {
        null or "" => tls switch { TlsMode.Tls => 465, TlsMode.StartTls => 587, _ => 25 },
        _ => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : throw new FormatException("smtp-port isn't a port"),
    };

    /// <summary>Of ASCII, since not every server takes others, and of nothing that would mean something in a command.</summary>
    private static MailAddress Address(string key, string? text) =>
        MailAddress.TryCreate(text, out var address) && address.Address.All(letter => letter is > ' ' and <= '~' and not ('<' or '>' or '"' or '\\' or '(' or ')' or ',' or ';'))
            ? address
            : throw new FormatException($"{key} holds what isn't an e-mail address of ASCII letters");
}
