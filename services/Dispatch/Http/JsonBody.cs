using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Http;

/// <summary>Writes JSON bodies, texts as <see cref="JsonText"/> has them.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All receivers are asked for JSON, as SkyWalking does.</summary>
    public static KeyValuePair<string, string> Accept { get; } = new("Accept", "application/json");

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, _options))
        {
            write(writer);
        }

        return bytes.ToArray();
    }

    public static string WriteText(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Write(write));

    public static HttpCall Call(Uri url, byte[] body, string warning = "") => new(url, body) { Headers = [Accept], Warning = warning };

    public static void Text(this Utf8JsonWriter writer, string name, string value)
    {
        writer.WritePropertyName(name);
        writer.Text(value);
    }

    public static void Text(this Utf8JsonWriter writer, string value) => writer.WriteRawValue(JsonText.Quote(value), skipInputValidation: true);

    /// <summary>Nothing if the text is empty.</summary>
    public static void TextIfAny(this Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.Text(name, value);
        }
    }
}
