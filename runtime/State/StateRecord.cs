namespace Tocsin.Runtime.State;

/// <summary>One record of a changelog. A later one of the same key replaces it; without a value the key is gone.</summary>
internal sealed record StateRecord(byte[] Key, byte[]? Value)
{
    /// <summary>Bytes of key and value.</summary>
    public int Size => Key.Length + (Value?.Length ?? 0);
}
