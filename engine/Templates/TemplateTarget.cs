namespace Tocsin.Engine.Templates;

/// <summary>What a template's text becomes a part of, which decides how the values in it are written.</summary>
public enum TemplateTarget
{
    /// <summary>Text for people: values stand as they are.</summary>
    Text,

    /// <summary>A JSON document: values stand within its quotes.</summary>
    Json,

    /// <summary>An HTML document.</summary>
    Html,

    /// <summary>A URL: values are percent-encoded.</summary>
    Url,
}
