using System.Collections.Immutable;
using System.Text.Json;

namespace Tocsin.Engine.Templates;

/// <summary>
/// The text of a hook: %s stands for the message, as in SkyWalking, and {{...}} is Handlebars over the whole alarm. docs/templates.md says what
/// it may contain. A template with fatal problems is still one: rendering it gives the first of them as its error.
/// </summary>
public sealed class TextTemplate
{
    private const int MaxErrorLetters = 200;
    private readonly HandlebarsText? _handlebars;

    private TextTemplate(string text, TemplateTarget target, bool usesMessage, ImmutableArray<TemplateProblem> problems, HandlebarsText? handlebars)
    {
        Text = text;
        Target = target;
        UsesMessage = usesMessage;
        Problems = problems;
        _handlebars = handlebars;
    }

    public string Text { get; }

    public TemplateTarget Target { get; }

    /// <summary>It tells every alarm it is given, through the message or through the list; else it is not for digests.</summary>
    public bool UsesMessage { get; }

    public ImmutableArray<TemplateProblem> Problems { get; }

    public static TextTemplate Parse(string text, TemplateTarget target)
    {
        var template = text.Contains("{{", StringComparison.Ordinal)
            ? ParseHandlebars(text, target)
            : new(text, target, PercentText.HasPlaceholder(text), [], null);
        return template.FirstError is null && template.Try() is { } problem ? template.With(problem) : template;
    }

    private TemplateProblem? FirstError => Problems.FirstOrDefault(problem => problem.IsFatal);

    public RenderedText Render(TemplateInput input)
    {
        try
        {
            return new(Render(input, new()));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new("", Shorten(exception));
        }
    }

    /// <summary>For a template within a template, of whose budget it lives.</summary>
    /// <exception cref="Exception">It can't be rendered.</exception>
    internal string Render(TemplateInput input, RenderBudget budget)
    {
        if (FirstError is { } error)
        {
            throw new FormatException(error.ToString());
        }

        return _handlebars is not null
            ? _handlebars.Render(new AlarmView(input, budget).Root())
            : PercentText.Fill(Text, ValueEncoder.Encode(input.Message, Target));
    }

    private static TextTemplate ParseHandlebars(string text, TemplateTarget target)
    {
        var scanned = TagScanner.Scan(text, target);
        if (scanned.Problems.Any(problem => problem.IsFatal))
        {
            return new(text, target, scanned.UsesMessage, scanned.Problems, null);
        }

        try
        {
            return new(text, target, scanned.UsesMessage, scanned.Problems, new(scanned.Text, target));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(text, target, scanned.UsesMessage, scanned.Problems.Add(new(1, 1, Shorten(exception))), null);
        }
    }

    private TextTemplate With(TemplateProblem problem) => new(Text, Target, UsesMessage, Problems.Add(problem), _handlebars);

    /// <summary>What goes wrong with a sample alarm goes wrong with every alarm, or nearly so.</summary>
    private TemplateProblem? Try()
    {
        var rendered = Render(TemplateNames.Sample);
        if (rendered.IsError)
        {
            return new(1, 1, rendered.Error);
        }

        if (Target == TemplateTarget.Json)
        {
            try
            {
                using var _ = JsonDocument.Parse(rendered.Text);
            }
            catch (JsonException exception)
            {
                return new(1, 1, $"filled with a sample alarm it isn't JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}", false);
            }
        }

        return null;
    }

    private static string Shorten(Exception exception) =>
        TextLimit.Letters(MaxErrorLetters).Cut(string.Join(' ', (exception.InnerException ?? exception).Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
