using Tocsin.Dispatch.Channels;

namespace Tocsin.Dispatch.Http;

/// <summary>Sends one POST. Channels that need more than one for a message do so through it.</summary>
internal interface IHttpSender
{
    /// <summary>Either an answer of status 200 to 299, for the channel to judge, or what came instead, judged already. Only cancellation throws.</summary>
    Task<(HttpAnswer? Answer, Answer? Failure)> PostAsync(HttpCall call, CancellationToken stop);
}
