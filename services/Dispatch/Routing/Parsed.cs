using Google.Protobuf;

namespace Tocsin.Dispatch.Routing;

/// <summary>Messages from bytes that may be anything.</summary>
internal static class Parsed
{
    /// <summary>Null if the value isn't such a message.</summary>
    public static T? Of<T>(MessageParser<T> parser, byte[]? value)
        where T : class, IMessage<T>
    {
        try
        {
            return value is null ? null : parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
