namespace Tocsin.Dispatch.Http;

/// <summary>An answer that came: its status and as much of its body as is read, up to 64 KB, as text.</summary>
internal sealed record HttpAnswer(int Status, string Body);
