using System.Net;
using System.Text;
using HandlebarsDotNet;

namespace Tocsin.Engine.Templates;

/// <summary>Writes values so that they stay values: no text of an alarm can end the string, the element or the path it stands in.</summary>
internal sealed class ValueEncoder(TemplateTarget kind) : ITextEncoder
{
    public static string Encode(string text, TemplateTarget target) => target switch
    {
        TemplateTarget.Json => JsonText.Escape(text),
        TemplateTarget.Html => WebUtility.HtmlEncode(text),
        TemplateTarget.Url => Uri.EscapeDataString(text),
        _ => text,
    };

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target) => target.Write(Encode(text ?? "", kind));

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var letters = new StringBuilder();
        while (text?.MoveNext() == true)
        {
            letters.Append(text.Current);
        }

        Encode(letters.ToString(), target);
    }
}
