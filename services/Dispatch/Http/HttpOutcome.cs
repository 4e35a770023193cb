using System.Diagnostics.CodeAnalysis;
using Tocsin.Dispatch.Channels;

namespace Tocsin.Dispatch.Http;

/// <summary>What came of one POST: an answer of status 200 to 299, which its body may still take back, or whatever else happened, judged already.</summary>
internal sealed class HttpOutcome
{
    private HttpOutcome(HttpAnswer? success, Answer? failure) => (Success, Failure) = (success, failure);

    public HttpAnswer? Success { get; }

    public Answer? Failure { get; }

    [MemberNotNullWhen(true, nameof(Success))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Success is not null;

    public static HttpOutcome Of(HttpAnswer success) => new(success, null);

    public static HttpOutcome Of(Answer failure) => new(null, failure);
}
