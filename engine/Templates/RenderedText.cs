namespace Tocsin.Engine.Templates;

/// <summary>A filled template, or why it couldn't be filled.</summary>
/// <param name="Text">Empty if there is an error.</param>
/// <param name="Error">Empty if all went well.</param>
public readonly record struct RenderedText(string Text, string Error = "")
{
    public bool IsError => Error.Length > 0;
}
