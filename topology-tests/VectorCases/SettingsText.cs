using System.Text.Encodings.Web;
using System.Text.Json;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Settings given as JSON, which is YAML too: read by the reader that reads everybody's settings.</summary>
internal static class SettingsText
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static RuleSet Read(JsonElement settings) => Read(JsonSerializer.Serialize(settings, _plain));

    public static RuleSet Read(string text)
    {
        var read = SettingsReader.Read(text, "vector.yml");
        return read.RuleSet ?? throw new InvalidDataException($"the settings are refused:\n{string.Join('\n', read.Problems)}\n{text}");
    }
}
