namespace Tocsin.Dispatch.Safety;

/// <summary>The settings don't allow this connection. The message names the address and the setting, never a path or a secret.</summary>
public sealed class AddressRefusedException : Exception
{
    public AddressRefusedException()
    {
    }

    public AddressRefusedException(string message)
        : base(message)
    {
    }

    public AddressRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>It is written so and stays so; false where a name resolves to what is refused, which may change.</summary>
    public bool IsPermanent { get; init; }
}
