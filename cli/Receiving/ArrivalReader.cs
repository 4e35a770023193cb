using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tocsin.Cli.Receiving;

/// <summary>Makes an arrival of a request, whatever its body is.</summary>
internal sealed class ArrivalReader(SignatureChecker? checker, TimeProvider time)
{
    private const int MaxBody = 64 * 1_024;
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Arrival Read(HttpRequest request, byte[] body, int status)
    {
        var id = request.Headers["webhook-id"].ToString();
        var arrival = new Arrival
        {
            TimeMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Path = request.Path.Value ?? "/",
            MessageId = id,
            Signature = checker?.Check(id, request.Headers["webhook-timestamp"].ToString(), request.Headers["webhook-signature"].ToString(), body) ?? SignatureCheck.NotSigned,
            Status = status,
        };
        try
        {
            using var json = JsonDocument.Parse(body);
            return arrival with { Alarms = MessageReader.Read(json.RootElement), Body = Cut(JsonSerializer.Serialize(json.RootElement, _indented)) };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for escaped halves of a character, which are JSON and no text.
            var text = Cut(Encoding.UTF8.GetString(body));
            return arrival with { Alarms = [new ToldAlarm(null, "", "", text)], Body = text };
        }
    }

    private static string Cut(string text) => text.Length <= MaxBody ? text : $"{text[..MaxBody]}\n... {text.Length - MaxBody} more characters";
}
