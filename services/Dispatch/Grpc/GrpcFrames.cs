using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;

namespace Tocsin.Dispatch.Grpc;

/// <summary>The messages of one call, each behind its five bytes: not compressed, and its length. Without a length of the whole, as streams are.</summary>
internal sealed class GrpcFrames : HttpContent
{
    private const int PrefixBytes = 5;
    private readonly byte[] _frames;

    public GrpcFrames(IEnumerable<IMessage> messages)
    {
        _frames = [.. messages.SelectMany(Frame)];
        Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_frames, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static byte[] Frame(IMessage message)
    {
        var frame = new byte[PrefixBytes + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - PrefixBytes);
        message.WriteTo(frame.AsSpan(PrefixBytes));
        return frame;
    }
}
