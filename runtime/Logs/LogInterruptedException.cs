namespace Tocsin.Runtime.Logs;

/// <summary>
/// Kafka, or the client, can't go on with what was begun; nothing says that anybody took this instance's place. Beginning anew from what is
/// committed mends it, as often as it takes.
/// </summary>
internal sealed class LogInterruptedException : Exception
{
    public LogInterruptedException(string message)
        : base(message)
    {
    }

    public LogInterruptedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public LogInterruptedException()
    {
    }
}
