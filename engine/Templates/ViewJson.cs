using System.Globalization;
using System.Text;
using HandlebarsDotNet;

namespace Tocsin.Engine.Templates;

/// <summary>A value of a view as JSON.</summary>
internal static class ViewJson
{
    private const int MaxDepth = 8;

    public static string Of(object? value)
    {
        var result = new StringBuilder();
        Append(result, value, 0);
        return result.ToString();
    }

    private static void Append(StringBuilder result, object? value, int depth)
    {
        if (depth > MaxDepth || result.Length > RenderBudget.MaxLetters)
        {
            throw new HandlebarsException("too much for one JSON value");
        }

        switch (value)
        {
            case bool flag:
                result.Append(flag ? "true" : "false");
                break;
            case int or long or uint or ulong:
                result.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case double number when double.IsFinite(number):
                result.Append(number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case ViewObject view:
                AppendAll(result, '{', '}', view, pair =>
                {
                    result.Append(JsonText.Quote(pair.Key)).Append(':');
                    Append(result, pair.Value, depth + 1);
                });
                break;
            case ViewList list:
                AppendAll(result, '[', ']', list, item => Append(result, item, depth + 1));
                break;
            case null or UndefinedBindingResult:
                result.Append("null");
                break;
            default:
                result.Append(JsonText.Quote(ViewText.Of(value)));
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder result, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        result.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            result.Append(isFirst ? "" : ",");
            append(item);
            isFirst = false;
        }

        result.Append(close);
    }
}
