using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Tocsin.Cli.Receiving;
using Tocsin.Runtime.Stages;

namespace Tocsin.Integration.Receiving;

public sealed class ReceiverServerTests : IDisposable
{
    private readonly ConcurrentQueue<Arrival> _told = new();
    private readonly ReceiverServer _server;
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });

    public ReceiverServerTests()
    {
        _server = ReceiverServer.Start(0, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", TimeProvider.System, _told.Enqueue);
    }

    [Fact]
    public async Task Webhook_Signed_IsTakenToldAndShown()
    {
        using var content = new StringContent("""{"test": 2432232314}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Page, "webhook/ops")) { Content = content };
        request.Headers.Add("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
        request.Headers.Add("webhook-timestamp", "1614265330");
        request.Headers.Add("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var arrival = Assert.Single(_told);
        Assert.Equal((1, "/webhook/ops", "msg_p5jXN8AQM9LWM0D4loKWxJek", SignatureCheck.Right), (arrival.Number, arrival.Path, arrival.MessageId, arrival.Signature));
        Assert.Contains("msg_p5jXN8AQM9LWM0D4loKWxJek", (await Get("")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"blocks":[]}""", "ok")]
    [InlineData("""{"msgtype":"text","text":{"content":"a"}}""", """{"errcode":0,"errmsg":"ok"}""")]
    [InlineData("""{"msg_type":"text","content":{"text":"a"}}""", """{"code":0,"msg":"success","StatusCode":0,"StatusMessage":"success"}""")]
    [InlineData("no JSON", "ok")]
    [InlineData("""{"text":"\ud800"}""", "ok")]
    [InlineData("", "ok")]
    public async Task Chat_IsAnsweredAsItsProviderDoes(string body, string expected)
    {
        Assert.Equal((HttpStatusCode.OK, expected), await Post("chat", body));
        Assert.Single(_told);
        Assert.Equal(HttpStatusCode.OK, (await Get("messages.json")).Status);
    }

    [Fact]
    public async Task Messages_AfterANumber_AreTheNewerOnes()
    {
        await Post("webhook", """[{"ruleName":"r","name":"first","state":"firing"}]""");
        await Post("webhook", """[{"ruleName":"r","name":"second","state":"firing"}]""");

        using var all = JsonDocument.Parse((await Get("messages.json")).Text);
        using var newer = JsonDocument.Parse((await Get("messages.json?after=1")).Text);

        Assert.Equal([2, 1], all.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("number").GetInt32()));
        var message = Assert.Single(newer.RootElement.GetProperty("messages").EnumerateArray());
        Assert.Equal("second", message.GetProperty("alarms")[0].GetProperty("entity").GetString());
        Assert.Equal("Firing", message.GetProperty("alarms")[0].GetProperty("state").GetString());
        Assert.Equal("NotSigned", message.GetProperty("signature").GetString());
    }

    [Fact]
    public async Task Receiver_ToldToMisbehave_RefusesUntilToldToBehave()
    {
        var (_, mode) = await Post("mode?status=503&for=600", "");
        var refused = await Post("webhook", "[]");
        await Post("mode?status=429&for=600", "");
        using var busy = await _client.PostAsync(new Uri(_server.Page, "webhook"), null);
        await Post("mode?status=200", "");
        var taken = await Post("webhook", "[]");

        Assert.StartsWith("answers 503 until ", mode, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "told to misbehave"), refused);
        Assert.Equal(HttpStatusCode.TooManyRequests, busy.StatusCode);
        Assert.InRange(busy.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Equal((HttpStatusCode.OK, "ok"), taken);
        Assert.Equal([503, 429, 200], _told.Select(arrival => arrival.Status));
    }

    [Fact]
    public async Task Mode_OfTheButtons_LeadsBackToThePage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Page, "mode?status=503"));
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await _client.SendAsync(request);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Contains("Misbehaves: answers 503", (await Get("")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_IsHtmlUnderItsPolicy()
    {
        using var response = await _client.GetAsync(_server.Page);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal([ReceiverPage.Policy], response.Headers.GetValues("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("GET", "nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "webhook", HttpStatusCode.NotFound)]
    [InlineData("POST", "webhooks", HttpStatusCode.NotFound)]
    [InlineData("POST", "", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "mode?status=503", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "mode?status=1", HttpStatusCode.BadRequest)]
    [InlineData("HEAD", "", HttpStatusCode.OK)]
    public async Task Request_OfAnotherKind_ChangesNothing(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_server.Page, path));
        using var response = await _client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(_told);
        Assert.DoesNotContain("Misbehaves", (await Get("")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_TooLarge_IsRefused()
    {
        using var content = new StringContent(new string('x', 5_000_000));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Page, "webhook")) { Content = content };
        request.Headers.ExpectContinue = true;
        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(_told);
    }

    [Fact]
    public void Port_InUse_IsOneClearLine()
    {
        var failure = Assert.Throws<StageFailureException>(() => ReceiverServer.Start(_server.Page.Port, null, TimeProvider.System, _told.Enqueue));

        Assert.StartsWith($"the receiver can't listen on port {_server.Page.Port}: ", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private async Task<(HttpStatusCode Status, string Text)> Get(string path)
    {
        using var response = await _client.GetAsync(new Uri(_server.Page, path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, string Text)> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri(_server.Page, path), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
