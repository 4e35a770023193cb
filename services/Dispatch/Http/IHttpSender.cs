namespace Tocsin.Dispatch.Http;

/// <summary>Sends POSTs to one receiver.</summary>
internal interface IHttpSender
{
    /// <summary>One POST. Whatever goes wrong is an outcome; only cancellation throws. It has no time-out of its own.</summary>
    Task<HttpOutcome> PostAsync(HttpCall call, CancellationToken stop);
}
