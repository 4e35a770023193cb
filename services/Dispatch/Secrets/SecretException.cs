namespace Tocsin.Dispatch.Secrets;

/// <summary>A value that stands elsewhere can't be had. The message names the hook, the key and the place, never a value.</summary>
internal sealed class SecretException(string message) : Exception(message);
