using System.Globalization;
using System.Text;

namespace Tocsin.Cli.DeadLetters;

/// <summary>Bytes as the tool xxd shows them: offset, sixteen of them, and what of them is ASCII.</summary>
internal static class HexDump
{
    public const int MaxBytes = 4_096;
    private const int BytesPerLine = 16;

    /// <summary>At most so many bytes; the last line says how many are left out.</summary>
    public static IEnumerable<string> Of(byte[] value)
    {
        for (var offset = 0; offset < Math.Min(value.Length, MaxBytes); offset += BytesPerLine)
        {
            yield return Line(offset, value.AsSpan(offset, Math.Min(BytesPerLine, Math.Min(value.Length, MaxBytes) - offset)));
        }

        if (value.Length > MaxBytes)
        {
            yield return $"... {value.Length - MaxBytes} more bytes";
        }
    }

    private static string Line(int offset, ReadOnlySpan<byte> bytes)
    {
        var hex = new StringBuilder();
        var ascii = new StringBuilder();
        foreach (var value in bytes)
        {
            hex.Append(CultureInfo.InvariantCulture, $"{value:x2} ");
            ascii.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
        }

        return string.Create(CultureInfo.InvariantCulture, $"{offset:x8}  {hex.ToString().PadRight(BytesPerLine * 3)} {ascii}");
    }
}
