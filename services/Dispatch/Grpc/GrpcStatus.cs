using System.Globalization;
using Tocsin.Dispatch.Channels;

namespace Tocsin.Dispatch.Grpc;

/// <summary>What the status of a call means for the message.</summary>
internal static class GrpcStatus
{
    private static readonly string[] _names =
    [
        "ok", "cancelled", "unknown", "invalid-argument", "deadline-exceeded", "not-found", "already-exists", "permission-denied", "resource-exhausted",
        "failed-precondition", "aborted", "out-of-range", "unimplemented", "internal", "unavailable", "data-loss", "unauthenticated",
    ];

    /// <param name="text">The value of grpc-status; null if there was none.</param>
    /// <param name="message">The value of grpc-message, percent-encoded.</param>
    public static Answer Judge(string? text, string message)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return new(Verdict.TryAgain, "bad-answer", "the call ended without a status");
        }

        var name = code < _names.Length ? _names[code] : $"{code}";
        return code == 0 ? Answer.Ok : new(VerdictOf(name), $"grpc-{name}", Uri.UnescapeDataString(message));
    }

    /// <summary>What isn't named, such as UNKNOWN of a receiver whose code failed, may work later.</summary>
    private static Verdict VerdictOf(string name) => name switch
    {
        "unimplemented" or "permission-denied" or "unauthenticated" or "not-found" => Verdict.Refused,
        "invalid-argument" or "out-of-range" => Verdict.ContentRefused,
        "already-exists" => Verdict.Delivered,
        _ => Verdict.TryAgain,
    };
}
