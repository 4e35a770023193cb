namespace Tocsin.Cli.Receiving;

/// <summary>Whether a message is from whom it says.</summary>
internal enum SignatureCheck
{
    /// <summary>It carries no signature.</summary>
    NotSigned,

    Right,

    Wrong,
}
