namespace Tocsin.Runtime.Logs;

/// <summary>Another writer took over the transactional id: nothing of the transaction was written.</summary>
public sealed class FencedException : Exception
{
    public FencedException(string message)
        : base(message)
    {
    }

    public FencedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public FencedException()
    {
    }
}
