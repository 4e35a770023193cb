using Tocsin.Dispatch.Channels;

namespace Tocsin.Dispatch.Http;

/// <summary>What a status means that isn't of 200 to 299: the same for every receiver.</summary>
internal static class HttpStatus
{
    public static bool IsSuccess(int status) => status is >= 200 and < 300;

    public static Answer Judge(int status, string detail, long waitMs) => new(VerdictOf(status), $"http-{status}", detail) { Status = status, WaitMs = waitMs };

    private static Verdict VerdictOf(int status) => status switch
    {
        408 or 425 or 429 or >= 500 => Verdict.TryAgain,
        400 or 413 or 422 => Verdict.ContentRefused,
        _ => Verdict.Refused,
    };
}
