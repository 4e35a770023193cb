using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Safety;
using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Http;

/// <summary>Sends POSTs over connections of its own, so that no other receiver waits for this one's.</summary>
internal sealed class HttpSender : IHttpSender, IDisposable
{
    private const string ContentType = "Content-Type";
    private const string UserAgent = "User-Agent";
    private const string Product = "Tocsin";
    private readonly Network _network;
    private readonly HttpMessageInvoker _client;

    public HttpSender(Network network, int connections) => (_network, _client) = (network, new(network.CreateHandler(connections), disposeHandler: true));

    /// <summary>For what is more than a POST.</summary>
    public HttpMessageInvoker Client => _client;

    public async Task<HttpOutcome> PostAsync(HttpCall call, CancellationToken stop)
    {
        try
        {
            _network.Guard.Check(call.Url);
            using var request = Request(call);
            using var response = await _client.SendAsync(request, stop).ConfigureAwait(false);
            return await JudgeAsync(response, stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return HttpOutcome.Of(ConnectionFailure.Of(exception, stop));
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpOutcome> JudgeAsync(HttpResponseMessage response, CancellationToken stop)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            return HttpOutcome.Of(HttpStatus.Judge(status, Redirect(response), waitMs: 0));
        }

        var body = await LimitedBody.ReadAsync(response.Content, stop).ConfigureAwait(false);
        return HttpStatus.IsSuccess(status)
            ? HttpOutcome.Of(new HttpAnswer(status, body))
            : HttpOutcome.Of(HttpStatus.Judge(status, string.IsNullOrWhiteSpace(body) ? response.ReasonPhrase ?? "" : body, WaitMs(response, body)));
    }

    /// <summary>Some say it in a header, some in the body.</summary>
    private long WaitMs(HttpResponseMessage response, string body) => Math.Max(RetryAfter.WaitMs(response.Headers, _network.Time.GetUtcNow()), AnswerJson.WaitMs(body));

    private static HttpRequestMessage Request(HttpCall call)
    {
        var content = new ByteArrayContent(call.Body);
        content.Headers.TryAddWithoutValidation(ContentType, call.ContentType);
        var request = new HttpRequestMessage(HttpMethod.Post, call.Url) { Content = content };
        foreach (var (name, value) in call.Headers)
        {
            Add(request, content, name, value);
        }

        if (!request.Headers.NonValidated.Contains(UserAgent))
        {
            request.Headers.TryAddWithoutValidation(UserAgent, Product);
        }

        return request;
    }

    /// <summary>A header of the settings wins over ours.</summary>
    private static void Add(HttpRequestMessage request, ByteArrayContent content, string name, string value)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new SecretException($"the value of the header {name} isn't one line");
        }

        if (name.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            content.Headers.Remove(ContentType);
        }

        if (!request.Headers.TryAddWithoutValidation(name, value) && !content.Headers.TryAddWithoutValidation(name, value))
        {
            throw new SecretException($"the header {name} can't be sent");
        }
    }

    private static string Redirect(HttpResponseMessage response) =>
        response.Headers.Location is { IsAbsoluteUri: true } location
            ? $"redirects aren't followed; this one leads to {PreviewUrl.Of(location)}"
            : "redirects aren't followed";
}
