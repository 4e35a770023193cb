using System.Buffers;
using System.Text;

namespace Tocsin.Dispatch.Http;

/// <summary>Reads so much of an answer as could matter. What is longer isn't read, and the connection is given up with the response.</summary>
internal static class LimitedBody
{
    /// <summary>Counted after decompression.</summary>
    public const int MostBytes = 65_536;

    public static async Task<string> ReadAsync(HttpContent content, CancellationToken stop)
    {
        using var stream = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytes);
        try
        {
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MostBytes), MostBytes, throwOnEndOfStream: false, stop).ConfigureAwait(false);
            return Encoding.UTF8.GetString(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
