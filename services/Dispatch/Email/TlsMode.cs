namespace Tocsin.Dispatch.Email;

/// <summary>How the way to a mail server is encrypted.</summary>
internal enum TlsMode
{
    /// <summary>It begins in the clear and has to be encrypted before anything is said.</summary>
    StartTls,

    /// <summary>From the first byte on.</summary>
    Tls,

    /// <summary>Not at all, the password neither.</summary>
    None,
}
