using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Tocsin.Cli.Receiving;

/// <summary>Answers the requests of hooks, of the page, and of whoever tells it to misbehave.</summary>
internal sealed class ReceiverDesk(ArrivalReader reader, Arrivals arrivals, Behaviour behaviour, TimeProvider time, Action<Arrival> onArrival)
{
    private const int TooMany = 429;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path;
        return (context.Request.Method, path.Value) switch
        {
            ("GET" or "HEAD", "/") => PageAsync(context),
            ("GET" or "HEAD", "/messages.json") => MessagesAsync(context),
            ("POST", "/mode") => ModeAsync(context),
            ("POST", _) when path.StartsWithSegments("/webhook") || path.StartsWithSegments("/chat") => ReceiveAsync(context),
            (_, "/" or "/messages.json" or "/mode") => WriteAsync(context, HttpStatusCode.MethodNotAllowed, "text/plain", "not with this method\n"),
            _ => WriteAsync(context, HttpStatusCode.NotFound, "text/plain", "there are /, /messages.json, and POST to /webhook, /chat and /mode?status=503&for=20\n"),
        };
    }

    private Task PageAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = ReceiverPage.Policy;
        return WriteAsync(context, HttpStatusCode.OK, "text/html", ReceiverPage.Render(arrivals.After(0), behaviour.Now));
    }

    /// <summary>With ?after=N only those behind number N.</summary>
    private Task MessagesAsync(HttpContext context)
    {
        _ = int.TryParse(context.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        var news = new { Mode = behaviour.Now?.ToString(), Messages = arrivals.After(after) };
        return WriteAsync(context, HttpStatusCode.OK, "application/json", JsonSerializer.Serialize(news, _json));
    }

    private Task ModeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (behaviour.Set(query["status"], query["for"], query["delay"]) is { } problem)
        {
            return WriteAsync(context, HttpStatusCode.BadRequest, "text/plain", $"{problem}\n");
        }

        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Headers.Location = "/";
            return WriteAsync(context, HttpStatusCode.SeeOther, "text/plain", "");
        }

        return WriteAsync(context, HttpStatusCode.OK, "text/plain", $"{behaviour.Now?.ToString() ?? "behaves"}\n");
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        var body = buffer.ToArray();
        var misbehaviour = behaviour.Now;
        var arrival = arrivals.Add(reader.Read(context.Request, body, misbehaviour?.Status ?? (int)HttpStatusCode.OK));
        onArrival(arrival);
        if (misbehaviour is { Delay.Ticks: > 0 })
        {
            await Task.Delay(misbehaviour.Delay, time, context.RequestAborted).ConfigureAwait(false);
        }

        if (misbehaviour is { Status: TooMany })
        {
            var seconds = Math.Ceiling(Math.Max(1, (misbehaviour.Until - time.GetUtcNow()).TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var (type, answer) = ProviderAnswer.To(body, arrival.IsTaken);
        await WriteAsync(context, (HttpStatusCode)arrival.Status, type, answer).ConfigureAwait(false);
    }

    private static async Task WriteAsync(HttpContext context, HttpStatusCode status, string type, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = $"{type}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (status is HttpStatusCode.NoContent or HttpStatusCode.ResetContent or HttpStatusCode.NotModified)
        {
            return;
        }

        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
