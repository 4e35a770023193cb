using System.Net.Sockets;
using System.Security.Authentication;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Safety;

/// <summary>What an exception of a connection means. All of it may be over later, but for an address that is refused as it is written.</summary>
internal static class ConnectionFailure
{
    public const string AddressRefused = "address-refused";
    public const string Settings = "settings";

    /// <param name="exception">What was thrown.</param>
    /// <param name="stop">Once it asks to stop, whatever was thrown followed from that.</param>
    /// <exception cref="OperationCanceledException">It asks to stop.</exception>
    public static Answer Of(Exception exception, CancellationToken stop) =>
        stop.IsCancellationRequested ? throw new OperationCanceledException(exception.Message, exception, stop) : Of(exception);

    private static Answer Of(Exception exception)
    {
        var chain = Chain(exception).ToList();
        var first = chain.OfType<AddressRefusedException>().FirstOrDefault();
        return first is not null ? new(first.IsPermanent ? Verdict.Refused : Verdict.TryAgain, AddressRefused, first.Message)
            : new(Verdict.TryAgain, chain.Select(Reason).FirstOrDefault(reason => reason is not null) ?? "error", chain[^1].Message);
    }

    /// <summary>From the outermost inwards.</summary>
    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static string? Reason(Exception exception) => exception switch
    {
        SecretException => Settings,
        AuthenticationException => "tls",
        HttpRequestException { HttpRequestError: var error } => Reason(error),
        HttpIOException { HttpRequestError: var error } => Reason(error),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery } => "dns",
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown } => "reset",
        SocketException => "connect",
        TimeoutException => "connect",
        InvalidDataException => "bad-answer",
        IOException { InnerException: null } => "reset",
        _ => null,
    };

    private static string? Reason(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "dns",
        HttpRequestError.SecureConnectionError => "tls",
        HttpRequestError.ConnectionError => "connect",
        HttpRequestError.ResponseEnded => "reset",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded => "bad-answer",
        _ => null,
    };
}
