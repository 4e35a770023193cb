namespace Tocsin.Engine.Saving;

/// <summary>A saved state can't be taken up again: the message says which record is wrong and how.</summary>
public sealed class BrokenStateException : Exception
{
    public BrokenStateException(string message)
        : base(message)
    {
    }

    public BrokenStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public BrokenStateException()
    {
    }
}
