using System.Text;

namespace Tocsin.Runtime.Stages;

/// <summary>The headers of a record for people to read.</summary>
public static class HeaderTexts
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>In their order; what isn't text is written as hexadecimal digits.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(InputRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. (record.Headers ?? []).Select(header => KeyValuePair.Create(header.Key, Text(header.GetValueBytes() ?? [])))];
    }

    private static string Text(byte[] value)
    {
        try
        {
            return _strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToHexStringLower(value);
        }
    }
}
