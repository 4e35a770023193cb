using System.Globalization;
using System.Text;
using HandlebarsDotNet;

namespace Tocsin.Engine.Templates;

/// <summary>Gathers what a template writes and refuses more than <see cref="RenderBudget.MaxLetters"/>.</summary>
internal sealed class LimitedWriter() : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        Reserve(1);
        _text.Append(value);
    }

    public override void Write(string? value)
    {
        Reserve(value?.Length ?? 0);
        _text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Reserve(count);
        _text.Append(buffer, index, count);
    }

    public override string ToString() => _text.ToString();

    private void Reserve(int letters)
    {
        if (_text.Length + letters > RenderBudget.MaxLetters)
        {
            throw new HandlebarsException($"the template writes more than {RenderBudget.MaxLetters} letters");
        }
    }
}
