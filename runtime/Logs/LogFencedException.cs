namespace Tocsin.Runtime.Logs;

/// <summary>Another instance has taken this one's place in the log. All that can be done is to begin anew.</summary>
internal sealed class LogFencedException : Exception
{
    public LogFencedException(string message)
        : base(message)
    {
    }

    public LogFencedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public LogFencedException()
    {
    }
}
