namespace Tocsin.Runtime.Stages;

/// <summary>A stage can't go on, and trying again would not help: the message says what is wrong in one line.</summary>
public sealed class StageFailureException : Exception
{
    public StageFailureException(string message)
        : base(message)
    {
    }

    public StageFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public StageFailureException()
    {
    }
}
