using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace Tocsin.Engine.Templates;

/// <summary>A value of a view as text, the same in every culture: true and false in small letters, lists and objects as JSON.</summary>
internal sealed class ViewText : IFormatter, IFormatterProvider
{
    public static string Of(object? value) => value switch
    {
        null or UndefinedBindingResult => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        ViewObject or ViewList => ViewJson.Of(value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    public void Format<T>(T value, in EncodedTextWriter writer) => writer.Write(Of(value), encode: true);

    public bool TryCreateFormatter(Type type, [NotNullWhen(true)] out IFormatter? formatter)
    {
        formatter = this;
        return true;
    }
}
